// The office field of a person offers the offices of the party chosen beside it, those
// held on the date of the record first.
const $ = window.django?.jQuery;
let opened = null;

function personBeside(select) {
  const row = select.closest(".inline-related, fieldset");
  return row?.querySelector("select[name$='-party'], select[name='speaker']")?.value;
}

$?.(document).on("select2:opening", "select[data-field-name='capacity']", (event) => {
  opened = event.target;
});

$?.ajaxPrefilter((options) => {
  if (!opened || !/[?&]field_name=capacity(&|$)/.test(`${options.url}?${options.data}`)) {
    return;
  }
  const person = personBeside(opened);
  if (person) {
    const date = document.querySelector("#id_date")?.value ?? "";
    const more = new URLSearchParams({ person, date });
    options.url += `${options.url.includes("?") ? "&" : "?"}${more}`;
  }
});
