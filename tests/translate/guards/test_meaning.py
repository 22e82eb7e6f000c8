"""Errors that keep the figures and the length, each beside a sound translation of the same sentence."""

from __future__ import annotations

import pytest

from briefsmith.translate.guards import findings

DE, FR, ES = ("en", "de"), ("en", "fr"), ("en", "es")
PAIRS = [
    ("Output rose by 4.5 tonnes.", "Die Produktion stieg um 4,5 Tonnen.", "Die Produktion stieg um 45 Tonnen.", DE),
    ("Prices rose 12 percent.", "Les prix ont augmenté de 12 %.", "Les prix ont augmenté de 12.", FR),
    ("Rates rose by 2 percentage points.", "Die Zinsen stiegen um 2 Prozentpunkte.", "Die Zinsen stiegen um 2 Prozent.", DE),
    ("Between 5 and 10 percent left.", "Se fue entre un 5 y un 10 por ciento.", "Se fueron entre 5 y 10.", ES),
    ("The road is 60 miles long.", "La carretera mide 60 millas.", "La carretera mide 60 metros.", ES),
    ("She waited three weeks.", "Sie wartete drei Wochen.", "Sie wartete drei Tage.", DE),
    ("It starts at 5 p.m. in the hall.", "Es beginnt um 17 Uhr im Saal.", "Es beginnt um 5 Uhr im Saal.", DE),
    ("It starts at 5 p.m. in the hall.", "Es beginnt um 5 Uhr nachmittags im Saal.", "Es beginnt um 5 Uhr früh im Saal.", DE),
    ("The Danish minister met him.", "Der dänische Minister traf ihn.", "Der norwegische Minister traf ihn.", DE),
    ("The firm left Kenya.", "L’entreprise a quitté le Kenya.", "L’entreprise a quitté le Pérou.", FR),
    ("More boats came than before.", "Es kamen mehr Boote als zuvor.", "Es kamen weniger Boote als zuvor.", DE),
    ("The first train was late.", "El primer tren llegó tarde.", "El último tren llegó tarde.", ES),
    ("Who pays for the bridge?", "Wer bezahlt die Brücke?", "Jemand bezahlt die Brücke.", DE),
    ("He called it “a very bad idea”.", "Er nannte es „eine sehr schlechte Idee“.", "Er nannte es eine sehr schlechte Idee.", DE),
    ("The women waited near the river.", "Die Frauen warteten am Fluss.", "Die women warteten am Fluss.", DE),
    ("The ferry is fast.", "Die Fähre ist schnell.", "Die <unk> ist schnell.", DE),
    ("The women sold 12 houses in Berlin, while the men bought 40 cars in Hamburg.",
     "Die Frauen verkauften 12 Häuser in Berlin, während die Männer 40 Autos in Hamburg kauften.",
     "Die Frauen verkauften 40 Häuser in Berlin, während die Männer 12 Autos in Hamburg kauften.", DE),
    ("The women have won the game.", "Die Frauen haben das Spiel gewonnen.", "Die Frauen haben das Spiel nicht gewonnen.", DE),
    ("The plan was not approved.", "Le plan n’a pas été approuvé.", "Le plan a été approuvé.", FR),
    ("He joined the team in 1945 and left in 1958 for good.", "Se unió al equipo en 1945 y se fue en 1958 para siempre.",
     "Se unió al equipo en 1958 y se fue en 1945 para siempre.", ES),
    ("He graduated from the college in May.", "Se graduó en la universidad en mayo.", "Se graduated en la universidad en mayo.", ES),
    ("It is the biggest sale in the history of the town.", "Es la mayor venta de la historia de la ciudad.",
     "Es la mayor venta de la history de la ciudad.", ES),
    ("He called it “very bad news”, she wrote.", "Lo llamó «muy malas noticias», escribió.",
     "Lo llamó muy malas noticias, escribió.", ES),
]  # fmt: skip


@pytest.mark.parametrize(("source", "sound", "broken", "pair"), PAIRS)
def test_an_error_is_found_and_the_sound_translation_passes(
    source: str, sound: str, broken: str, pair: tuple[str, str]
) -> None:
    assert findings(source, sound, pair) == []
    assert findings(source, broken, pair) != []


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [("They fear a no-deal exit.", "Sie fürchten einen ungeregelten Austritt.", DE),
     ("No10 said so.", "No10 sagte es.", DE),
     ("They did not leave until Friday.", "Sie gingen erst am Freitag.", DE),
     ("He is not unhappy, he said.", "Er ist zufrieden, sagte er.", DE),
     ("It was 90°F in the hall.", "Im Saal waren es 32 °C.", DE),
     ("The match ended 20–20.", "Das Spiel endete 20:20.", DE),
     ("On the third day and the 21st day it rained.", "Le 3e jour et le 21e jour, il a plu.", FR),
     ("On Monday it rained.", "Lundi, il a plu.", FR),
     ("The fee rises to at least 50 euros, and more boats come.", "La tasa sube al menos a 50 euros, y vienen barcos.", ES),
     ("An increased quality of life is his aim.", "Su objetivo es una mejor calidad de vida, dijo bajo la lluvia.", ES),
     ("The driver pays five hundred crowns.", "El conductor paga quinientas coronas.", ES),
     ("They reached the last 16 of the cup.", "Llegaron a los octavos de final de la copa.", ES),
     ("Winds of 105 miles per hour (165 km/h) were measured.", "On a mesuré des vents de 165 km/h (105 miles par heure).", FR),
     ("He did not go on reading.", "Il a arrêté de lire.", FR),
     ("The 9/11 memorial is open.", "Die Gedenkstätte des 11. September ist offen.", DE),
     ("She sold 12, said Mr Obeid, Mr Hall and Mr Wu.", "Elle en a vendu 12, ont dit M. Obeid, M. Hall et M. Wu.", FR)],
)  # fmt: skip
def test_what_is_said_otherwise_is_no_alarm(source: str, target: str, pair: tuple[str, str]) -> None:
    assert findings(source, target, pair) == []


@pytest.mark.parametrize(("target", "alarms"), [("Mardi, il a plu.", True), ("Ce lundi, il a plu.", False)])
def test_a_weekday_at_the_start_of_a_french_sentence_is_read(target: str, alarms: bool) -> None:
    assert bool(findings("On Monday it rained.", target, FR)) == alarms


def test_a_lost_name_is_carried_wherever_it_is_a_word() -> None:
    source = "On the way home the old man saw Okonkwor with Okonkwo, and later Okonkwo left."
    found = findings(source, "Auf dem Heimweg sah der alte Mann zwei Leute, und später ging einer.", DE)
    (lost,) = [finding.lost for finding in found if finding.message == "lost Okonkwo"]
    assert [source[span.start : span.end + 1] for span in lost] == ["Okonkwo,", "Okonkwo "]
