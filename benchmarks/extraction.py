"""How many reports a second are read, and how the time grows with their length.

The reports are made of sentences written for this purpose, in six languages, with the
names of the real registry; every run makes the same ones. `./dev bench --extraction`.
"""

from __future__ import annotations

import os
import platform
import random
import resource
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path

from benchmarks.timing import share
from intake.extract.known import Known, from_dataset
from intake.extract.pipeline import LONGEST_TEXT, extract

DATA = Path(__file__).parent.parent / "data"
MEDIAN_MS, P99_MS, PER_SECOND, MEGABYTES = 50.0, 250.0, 150.0, 100.0
# A long report, for the time of one; and one as agencies write them, for the bulk.
LONG, USUAL = 500, 170
SEED = 20_261_125
SENTENCES = {
    "en": [
        "{a} met {b} in Cairo on Monday to discuss the ceasefire.",
        "“The truce must hold and the roads must open,” {a} said after the meeting.",
        "The talks had been postponed from {month}, according to a statement by {c}.",
        "{b} stressed the need for elections and thanked {c} for the invitation.",
        "Both sides agreed to set up a committee for the exchange of prisoners.",
        "Schools in the city opened late because of the rain, residents said.",
        "{c} will receive {a} in Geneva next week for a second round of negotiations.",
        "Nothing was said about the budget, which is to be debated in the autumn.",
    ],
    "ar": [
        "التقى {a} في القاهرة يوم الاثنين {b} لبحث وقف إطلاق النار.",
        "وأكد {a} أن الهدنة يجب أن تصمد وأن الطرق يجب أن تفتح.",
        "وقال بيان صادر عن {c} إن الاجتماع تأجل إلى الأسبوع المقبل.",
        "ووقع الجانبان مذكرة تفاهم حول تبادل الأسرى بحضور ممثلين عن الأمم المتحدة.",
        "وتأخر فتح المدارس في المدينة بسبب الأمطار الغزيرة طوال الليل.",
    ],
    "ru": [
        "{a} встретился в понедельник в Каире с {b}, чтобы обсудить перемирие.",
        "«Перемирие должно соблюдаться, — заявил {a}. — Дороги нужно открыть».",
        "По словам {c}, переговоры перенесены на следующую неделю.",
        "Стороны договорились создать комиссию по обмену пленными.",
        "Школы в городе открылись позже обычного из-за сильного дождя.",
    ],
    "fr": [
        "{a} a rencontré {b} au Caire lundi pour discuter du cessez-le-feu.",
        "« La trêve doit tenir et les routes doivent rouvrir », a déclaré {a}.",
        "Selon {c}, la réunion a été reportée à la semaine prochaine.",
        "Les deux parties ont signé un accord sur l’échange de prisonniers.",
        "Les écoles de la ville ont ouvert plus tard à cause de la pluie.",
    ],
}
ADVERSARIAL = {
    "one word": "a",
    "opening marks": "“",
    "apostrophes": " 'x",
    "commas": "met, and ",
    "no spaces": "встретились",
    "numbers": "1 2020-",
}


def reports(known: Known, count: int, words: int) -> Iterator[tuple[str, date]]:
    """Yield (text, day of publication) of made-up reports with about so many words."""
    choose = random.Random(SEED)  # noqa: S311 - the same reports in every run
    people = [party.name for party in known.parties.values() if party.is_person]
    bodies = [party.name for party in known.parties.values() if not party.is_person]
    languages = sorted(SENTENCES)
    for number in range(count):
        lang = languages[number % len(languages)]
        day = date(2020, 1, 1) + timedelta(days=choose.randrange(1_500))
        cast = choose.sample(people, 4)
        lines: list[str] = []
        length = 0
        while length < words:
            sentence = choose.choice(SENTENCES[lang]).format(
                a=choose.choice(cast),
                b=choose.choice(cast),
                c=choose.choice(bodies),
                month=f"{day:%B}",
            )
            length += len(sentence.split())
            lines.append(sentence + ("\n" if choose.random() < 0.3 else " "))
        yield "".join(lines), day


def milliseconds(known: Known, rows: list[tuple[str, date]]) -> list[float]:
    """Read each report once; return the milliseconds of processor time of each."""
    taken = []
    for text, day in rows:
        started = time.process_time()
        extract(text, day, known=known)
        taken.append((time.process_time() - started) * 1_000)
    return taken


_known: list[Known] = []


def _read_all(rows: list[tuple[str, date]]) -> int:
    for text, day in rows:
        extract(text, day, known=_known[0])
    return len(rows)


def in_bulk(known: Known, rows: list[tuple[str, date]], jobs: int) -> float:
    """Return the reports a second of the clock that several processes read."""
    import multiprocessing

    _known[:] = [known]
    parts = [rows[at::jobs] for at in range(jobs)]
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        started = time.perf_counter()
        done = sum(pool.map(_read_all, parts))
        return done / (time.perf_counter() - started)


def run() -> int:
    """Measure, print a table, and return 1 when a budget is not kept."""
    started = time.process_time()
    known = from_dataset(DATA)
    extract("", date(2020, 2, 19), known=known)
    loading = time.process_time() - started
    long, usual = (list(reports(known, 400, words)) for words in (LONG, USUAL))
    milliseconds(known, long[:40])
    taken = milliseconds(known, long)
    rate = 1_000 * len(usual) / sum(milliseconds(known, usual))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    median, late = statistics.median(taken), share(sorted(taken), 0.99)
    cores = os.cpu_count() or 1
    lines = [
        f"{cores} cores, Python {platform.python_version()},"
        f" load {os.getloadavg()[0]:.1f}; milliseconds of processor time",
        f"{'registry and lexicons loaded':<34}{loading:>8.2f} s",
        f"{f'median of {LONG} words':<34}{median:>8.1f} ms  (budget {MEDIAN_MS:.0f})",
        f"{f'99 of 100, {LONG} words':<34}{late:>8.1f} ms  (budget {P99_MS:.0f})",
        f"{f'a second and core, {USUAL} words':<34}{rate:>8.0f}     (budget {PER_SECOND:.0f})",
        f"{f'a second of the clock, {cores} cores':<34}{in_bulk(known, usual, cores):>8.0f}",
        f"{'memory at most':<34}{peak:>8.0f} MB  (budget {MEGABYTES:.0f})",
    ]
    lines += [*_by_length(known), *_adversarial(known)]
    print("\n".join(lines))  # noqa: T201 - the answer of a command
    kept = median <= MEDIAN_MS and late <= P99_MS and rate >= PER_SECOND
    return 0 if kept and peak <= MEGABYTES else 1


def _by_length(known: Known) -> Iterator[str]:
    for words in (500, 1_000, 2_000, 4_000, 8_000, 16_000):
        rows = [(text[:LONGEST_TEXT], day) for text, day in reports(known, 4, words)]
        each = statistics.mean(milliseconds(known, rows))
        name = f"{words:,} words"
        yield f"{name:<34}{each:>8.1f} ms  {each * 1_000 / words:.1f} ms a 1,000 words"


def _adversarial(known: Known) -> Iterator[str]:
    for name, part in ADVERSARIAL.items():
        taken = []
        for size in (LONGEST_TEXT // 4, LONGEST_TEXT):
            text = (part * (size // len(part) + 1))[:size]
            taken += milliseconds(known, [(text, date(2020, 2, 19))])
        name = f"{LONGEST_TEXT:,} characters, {name}"
        yield f"{name:<34}{taken[1]:>8.0f} ms  {taken[1] / taken[0]:.1f} times a quarter"
