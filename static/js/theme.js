// Runs before the first paint: marks that scripts work and applies the pinned theme.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch {
    // Storage is refused in some private windows: the system's theme stands.
  }
})();
