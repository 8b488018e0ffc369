"""Who meets whom in Arabic, Russian, French, Italian and Turkish."""

from __future__ import annotations

import pytest

from tests.intake.registry import meetings_in

MEETINGS = {
    "ar": [
        ("التقى علي عمر آنا بيرغ.", "berg omar"),
        ("التقى علي عمر، الاثنين، بآنا بيرغ في القاهرة.", "berg omar"),
        ("علي عمر يلتقي آنا بيرغ", "berg omar"),
        ("استقبل علي عمر آنا بيرغ وماركو كوستا.", "berg costa omar"),
        ("بحث علي عمر مع آنا بيرغ ملف الميناء.", "berg omar"),
        ("قالت نادية سالم إن علي عمر التقى آنا بيرغ.", "berg omar"),
        ("عقد لقاء بين علي عمر وآنا بيرغ في روما.", "berg omar"),
        ("جرى لقاء جمع علي عمر وآنا بيرغ.", "berg omar"),
        ("عقد مجلس الميناء اجتماعا مع رابطة الملح.", "harbour-board salt-league"),
        ("خلال لقائه مع آنا بيرغ، قال علي عمر إن الميناء مفتوح.", "berg omar"),
        ("التقى علي عمر آنا بيرغ بحضور ماركو كوستا.", "berg costa omar"),
        ("أجرى علي عمر اتصالا هاتفيا مع آنا بيرغ.", "berg omar"),
        ("سيلتقي علي عمر آنا بيرغ غدا.", "berg omar"),
        ("ترأس علي عمر اجتماعا لمجلس الميناء.", "harbour-board omar"),
        ("أرجئ اللقاء بين علي عمر وآنا بيرغ.", "berg omar"),
        ("نفى علي عمر لقاءه مع آنا بيرغ.", "berg omar"),
        ("استقبل الوزير علي عمر، السيدة آنا بيرغ.", "berg omar"),
        ("تلقى علي عمر اتصالا هاتفيا من آنا بيرغ.", "berg omar"),
        ("هاتف علي عمر أمس آنا بيرغ لبحث ملف الميناء.", "berg omar"),
    ],
    "ru": [
        ("Анна Берг встретилась с Али Омаром.", "berg omar"),
        ("Анна Берг в понедельник встретилась в Каире с Али Омаром.", "berg omar"),
        ("Али Омар принял Анну Берг.", "berg omar"),
        ("Анна Берг и Али Омар провели переговоры.", "berg omar"),
        ("Анна Берг провела переговоры с Али Омаром.", "berg omar"),
        ("Состоялась встреча Анны Берг с Али Омаром.", "berg omar"),
        ("Встреча между Анной Берг и Али Омаром прошла в Риме.", "berg omar"),
        ("Анна Берг обсудила с Али Омаром работу порта.", "berg omar"),
        ("Анна Берг и Али Омар обсудили работу порта.", "berg omar"),
        ("Во время встречи с Али Омаром Анна Берг заявила, что порт открыт.", "berg omar"),
        ("Анна Берг провела телефонный разговор с Али Омаром.", "berg omar"),
        ("Состоялся телефонный разговор Анны Берг с Али Омаром.", "berg omar"),
        ("Анна Берг, встретившаяся с Али Омаром, похвалила порт.", "berg omar"),
        ("Анна Берг встретится с Али Омаром.", "berg omar"),
        ("Встреча Анны Берг с Али Омаром отложена.", "berg omar"),
        ("Анна Берг отказалась встретиться с Али Омаром.", "berg omar"),
        ("В Риме прошли переговоры Анны Берг с Али Омаром.", "berg omar"),
        ("Заседание Совета гавани прошло в Женеве с участием Анны Берг.", "berg harbour-board"),
        ("Анна Берг была принята Али Омаром.", "berg omar"),
    ],
    "fr": [
        ("Anna Berg a rencontré Ali Omar.", "berg omar"),
        ("Anna Berg a rencontré lundi à Rome Ali Omar.", "berg omar"),
        ("Ali Omar a reçu Anna Berg.", "berg omar"),
        ("Anna Berg a été reçue par Ali Omar.", "berg omar"),
        ("Anna Berg a été reçue lundi à Rome par Ali Omar.", "berg omar"),
        ("Ali Omar a reçu lundi un appel téléphonique d’Anna Berg.", "berg omar"),
        ("Anna Berg et Ali Omar se sont rencontrés.", "berg omar"),
        ("Anna Berg s'est entretenue avec Ali Omar.", "berg omar"),
        ("Une rencontre entre Anna Berg et Ali Omar a eu lieu à Genève.", "berg omar"),
        ("Lors de sa rencontre avec Ali Omar, Anna Berg a salué le port.", "berg omar"),
        ("Anna Berg rencontrera Ali Omar.", "berg omar"),
        ("La rencontre entre Anna Berg et Ali Omar a été reportée.", "berg omar"),
        ("Anna Berg, qui a rencontré Ali Omar, a salué le port.", "berg omar"),
        ("Anna Berg s'est entretenue par téléphone avec Ali Omar.", "berg omar"),
        ("Anna Berg a présidé une réunion du Conseil du port.", "berg harbour-board"),
        ("Ali Omar recevra Anna Berg.", "berg omar"),
        ("Anna Berg a démenti avoir rencontré Ali Omar.", "berg omar"),
        ("Anna Berg est arrivée lundi. Elle a rencontré Ali Omar.", "berg omar"),
    ],
    "it": [
        ("Anna Berg ha incontrato Ali Omar.", "berg omar"),
        ("Ali Omar ha ricevuto Anna Berg e Marco Costa.", "berg costa omar"),
        ("Anna Berg è stata ricevuta da Ali Omar.", "berg omar"),
        ("Anna Berg e Ali Omar si sono incontrati.", "berg omar"),
        ("Anna Berg ha discusso con Ali Omar del porto.", "berg omar"),
        ("Un incontro tra Anna Berg e Ali Omar si è tenuto a Roma.", "berg omar"),
        ("Durante l'incontro con Ali Omar, Anna Berg ha elogiato il porto.", "berg omar"),
        ("Anna Berg incontrerà Ali Omar.", "berg omar"),
        ("L'incontro tra Anna Berg e Ali Omar è stato rinviato.", "berg omar"),
        ("Anna Berg ha avuto un colloquio telefonico con Ali Omar.", "berg omar"),
    ],
    "tr": [
        ("Anna Berg, Ali Omar ile görüştü.", "berg omar"),
        ("Ali Omar, Anna Berg'i kabul etti.", "berg omar"),
        ("Anna Berg ve Ali Omar bir araya geldi.", "berg omar"),
        ("Anna Berg, Ali Omar ile telefonda görüştü.", "berg omar"),
        ("Anna Berg ile Ali Omar arasındaki görüşme Roma'da yapıldı.", "berg omar"),
        ("Anna Berg, Ali Omar ile görüşecek.", "berg omar"),
        ("Anna Berg ile Ali Omar arasındaki görüşme ertelendi.", "berg omar"),
        ("Liman Kurulu toplantısı Cenevre'de Anna Berg'in katılımıyla yapıldı.", "berg harbour-board"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (lang, text, parties)
        for lang, rows in MEETINGS.items()
        for text, parties in rows
    ],
)
def test_the_parties_of_a_meeting_are_found(
    lang: str, text: str, expected: str
) -> None:
    (meeting,) = meetings_in(text, lang)
    assert sorted(meeting["participants"]) == expected.split()


STATUS = [
    ("ar", "سيلتقي علي عمر آنا بيرغ غدا.", "announced"),
    ("ar", "أرجئ اللقاء بين علي عمر وآنا بيرغ.", "postponed"),
    ("ar", "نفى علي عمر لقاءه مع آنا بيرغ.", "denied"),
    ("ru", "Анна Берг встретится с Али Омаром.", "announced"),
    ("ru", "Встреча Анны Берг с Али Омаром отложена.", "postponed"),
    ("ru", "Анна Берг отказалась встретиться с Али Омаром.", "denied"),
    ("fr", "Anna Berg rencontrera Ali Omar.", "announced"),
    ("fr", "La rencontre entre Anna Berg et Ali Omar a été reportée.", "postponed"),
    ("fr", "Anna Berg a démenti avoir rencontré Ali Omar.", "denied"),
    ("it", "Anna Berg incontrerà Ali Omar.", "announced"),
    ("it", "L'incontro tra Anna Berg e Ali Omar è stato rinviato.", "postponed"),
    ("tr", "Anna Berg, Ali Omar ile görüşecek.", "announced"),
    ("tr", "Anna Berg ile Ali Omar arasındaki görüşme ertelendi.", "postponed"),
]


@pytest.mark.parametrize(("lang", "text", "expected"), STATUS)
def test_the_status_is_what_the_words_say(lang: str, text: str, expected: str) -> None:
    (meeting,) = meetings_in(text, lang)
    assert meeting["status"] == expected


CALLS = [
    ("ar", "أجرى علي عمر اتصالا هاتفيا مع آنا بيرغ."),
    ("ru", "Анна Берг провела телефонный разговор с Али Омаром."),
    ("fr", "Anna Berg s'est entretenue par téléphone avec Ali Omar."),
    ("it", "Anna Berg ha avuto un colloquio telefonico con Ali Omar."),
    ("tr", "Anna Berg, Ali Omar ile telefonda görüştü."),
]


@pytest.mark.parametrize(("lang", "text"), CALLS)
def test_a_call_is_told_from_a_meeting(lang: str, text: str) -> None:
    (meeting,) = meetings_in(text, lang)
    assert meeting["format"] == "phone_call"


PLACED = [
    ("en", "Anna Berg met Ali Omar in Cairo on Monday.", "2021-06-14"),
    ("ar", "التقى علي عمر آنا بيرغ، أمس الثلاثاء، في القاهرة.", "2021-06-15"),
    ("ru", "Анна Берг в понедельник встретилась в Каире с Али Омаром.", "2021-06-14"),
    ("fr", "Anna Berg a rencontré Ali Omar lundi au Caire.", "2021-06-14"),
    ("it", "Anna Berg ha incontrato Ali Omar lunedì al Cairo.", "2021-06-14"),
    ("tr", "Anna Berg, dün Kahire'de Ali Omar ile görüştü.", "2021-06-15"),
]


@pytest.mark.parametrize(("lang", "text", "day"), PLACED)
def test_date_and_place_are_those_of_the_clause(lang: str, text: str, day: str) -> None:
    (meeting,) = meetings_in(text, lang)
    assert (meeting["date"], meeting["place"]["city"]) == (day, "Cairo")
