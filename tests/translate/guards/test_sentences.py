from __future__ import annotations

import pytest

from briefsmith.translate.guards import findings
from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.sentences import SentencesGuard

PARAGRAPH = {
    "de": " Die Stadt liegt am Fluss. Viele Menschen leben dort seit langer Zeit. Im Sommer kommen Gäste aus dem ganzen Land.",
    "fr": " La ville est au bord du fleuve. Beaucoup y vivent depuis longtemps. En été, des visiteurs viennent de tout le pays.",
    "es": " La ciudad está junto al río. Mucha gente vive allí desde hace tiempo. En verano llegan visitantes de todo el país.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("target", "language"),
    [("Der Rat stimmte am Dienstag für neue Fähren auf dem Fluss.", "de"),
     ("Mardi, le conseil a voté pour de nouveaux bateaux sur le fleuve.", "fr"),
     ("El martes, el consejo votó por nuevos barcos en el río.", "es")],
)  # fmt: skip
def test_a_sentence_padded_to_a_paragraph_is_found_by_length_and_by_sentences(target: str, language: str) -> None:
    source, pair = "The council voted on Tuesday for new boats on the river.", ("en", language)
    assert findings(source, target, pair) == []
    assert {finding.kind for finding in findings(source, target + PARAGRAPH[language], pair)} & {"length", "sentences"}
    assert "sentences" in {finding.kind for finding in findings(source, target + " Ja. Gut. So. Nun.", pair)}


def test_one_sentence_more_is_sound_and_two_are_not() -> None:
    source = "The old mill burned down last night, and nobody was there to help."
    assert (
        SentencesGuard().findings(
            Sides(source, "Die Mühle brannte am 3. Mai ab. Niemand half ihr dabei.", ("en", "de"))
        )
        == []
    )
    (finding,) = SentencesGuard().findings(
        Sides(source, "Die Mühle brannte. Sie war alt. Niemand half ihr.", ("en", "de"))
    )
    assert finding.message == "2 more sentences than the source"
