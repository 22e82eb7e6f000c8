"""An editor's `issue.yaml`: written once, read back, and every change checked against the article."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from briefsmith.errors import InputError
from briefsmith.model import Check, Result
from briefsmith.newsletter.issue import GroupBy
from briefsmith.newsletter.make import IssueOptions, make_issue, render_issue
from briefsmith.newsletter.pictures.collect import Illustration
from briefsmith.newsletter.pictures.place import illustrated
from briefsmith.newsletter.pictures.shrink import Jpeg
from briefsmith.newsletter.plan import NAME, Plan, StoryPlan, StoryText, plan_folder, plan_of, plan_text, read_plan
from briefsmith.newsletter.templates import open_templates
from briefsmith.render import render
from cli.conftest import Cli

from .samples import DATE, ENGLISH, GERMAN, brief, clean, issue, result, several

OPTIONS = IssueOptions("The Weekly Mill", DATE)


def flagged_result() -> Result:
    check = Check("facts", "flagged", 'sentence 1: "25 percent" (not there)', 0)
    return replace(result(), briefs=(brief("en", "1s", "A mill", {1: ENGLISH[1]}, check),))


def planned(plan: Plan, *results: Result, language: str = "en", group: GroupBy | None = None):
    made = make_issue(results or several(4), language, replace(OPTIONS, group=group), plan)
    assert made is not None
    return made


def test_what_is_written_is_read_back_and_changes_nothing(tmp_path: Path) -> None:
    results = [*several(3), flagged_result()]
    issues = [issue(*results, options=replace(OPTIONS, group=GroupBy.source)), issue(*results, language="de")]
    (tmp_path / NAME).write_text(plan_text(plan_of(issues)))
    plan = read_plan(tmp_path)
    assert plan == plan_of(issues)
    assert planned(plan, *results, group=GroupBy.source) == issues[0]
    assert read_plan(tmp_path / "nowhere") is None


def test_an_issue_that_is_made_again_elsewhere_follows_the_plan_beside_its_briefs(tmp_path: Path) -> None:
    desk, out = tmp_path / "desk", tmp_path / "out"
    for folder in (desk, out):
        folder.mkdir()
    briefs = str(desk / "briefs.json")
    assert plan_folder([briefs], out) == out  # nobody has planned
    (desk / NAME).write_text("stories: []\n")
    assert plan_folder([briefs], out) == desk
    assert plan_folder([briefs, "more.txt"], out) == plan_folder(["desk"], out) == out
    (out / NAME).write_text("stories: []\n")
    assert plan_folder([briefs], out) == out


def test_the_plan_says_what_a_picture_shows() -> None:
    one = Illustration("a.jpg", Jpeg(b"", 640, 360), "IMG_4711", "Rosa Lind")
    stories = (StoryPlan("mill", alt={"en": "The wheel\nof the mill", "de": "Das Mühlrad"}),)
    for language, alt in (("en", "The wheel of the mill"), ("de", "Das Mühlrad")):
        (story,) = illustrated(planned(Plan(stories=stories), result(), language=language), {"mill": one}).stories
        assert story.picture is not None
        assert story.picture.alt == alt
    (story,) = illustrated(planned(Plan(), result()), {"mill": one}).stories
    assert story.picture is not None
    assert story.picture.alt == "IMG_4711"


def test_the_plan_orders_leads_drops_and_divides() -> None:
    stories = (
        StoryPlan("mill-2", section="Mills"),
        StoryPlan("mill-0", section={"en": "Rivers", "de": "Flüsse"}),
        StoryPlan("mill-3", drop=True),
        StoryPlan("mill-1", section="Mills"),
    )
    made = planned(Plan(lead="mill-1", stories=stories), group=GroupBy.author)
    assert [(g.name, [s.id for s in g.stories]) for g in made.groups] == [
        ("Mills", ["mill-1", "mill-2"]),
        ("Rivers", ["mill-0"]),
    ]
    # The lead comes first even if only it has a section.
    alone = planned(Plan(lead="mill-1", stories=(StoryPlan("mill-1", section="Mills"),)))
    assert alone.stories[0].id == "mill-1"
    german = planned(Plan(stories=stories), language="de")
    assert [group.name for group in german.groups] == ["Mills", "Flüsse"]
    # A story that came later stands at the end.
    assert [s.id for s in planned(Plan(stories=(StoryPlan("mill-2"),))).stories] == [
        "mill-2",
        "mill-0",
        "mill-1",
        "mill-3",
    ]


def test_a_plan_that_drops_everything_makes_no_issue() -> None:
    stories = tuple(StoryPlan(f"mill-{n}", drop=True) for n in range(4))
    assert make_issue(several(4), "en", OPTIONS, Plan(stories=stories)) is None


def test_edited_words_are_shown_and_their_figures_follow() -> None:
    text = StoryText("Mill is a school now", ENGLISH[2], (ENGLISH[3],))
    (story,) = planned(Plan(stories=(StoryPlan("mill", texts={"en": text}),)), result()).stories
    assert (story.headline, story.dek, story.bullets) == ("Mill is a school now", ENGLISH[2], (ENGLISH[3],))
    assert story.facts == ("1,200 people", "thirty years")
    assert not story.flags


@pytest.mark.parametrize(
    ("language", "text", "says"),
    [
        ("en", "The work cost 3.9 million dollars.", 'edited: "3.9 million dollars"'),
        ("en", "Helena Okafor came to the first open day.", 'edited: "Helena Okafor"'),
        ("de", "Der Umbau kostete 3,9 Millionen Dollar.", "3,9 Millionen Dollar"),
    ],
)
def test_an_edit_that_the_article_does_not_say_is_flagged(language: str, text: str, says: str) -> None:
    plan = Plan(stories=(StoryPlan("mill", texts={language: StoryText(dek=text)}),))
    made = planned(plan, result(), language=language)
    (story,) = made.stories
    assert any(says in flag for flag in story.flags), story.flags
    assert story.waiting
    assert f"{language}.eml" not in render_issue(made, open_templates("digest")).files
    assert f"{language}.eml" in render_issue(made, open_templates("digest"), allow_flags=True).files
    approved = replace(plan, stories=(replace(plan.stories[0], approve={language: story.code}),))
    made = planned(approved, result(), language=language)
    assert f"{language}.eml" in render_issue(made, open_templates("digest")).files


def test_an_approval_is_of_these_words_and_these_flags() -> None:
    def waiting(approve: bool | dict[str, str], **words: str) -> bool:
        plan = Plan(stories=(StoryPlan("mill", approve=approve, texts={"en": StoryText(**words)}),))
        (story,) = planned(plan, result()).stories
        return story.waiting

    edited = Plan(stories=(StoryPlan("mill", texts={"en": StoryText(dek="It opens on 9 June.")}),))
    (story,) = planned(edited, result()).stories
    assert story.code.isalpha()  # YAML reads "1234e567" as a number
    assert not waiting({"en": story.code}, dek="It opens on 9 June.")
    assert waiting({"en": story.code}, dek="It opens on 10 June.")
    assert waiting({"en": story.code}, dek="It opens on 9 June.", headline="Old mill becomes a shop")
    assert waiting({"de": story.code}, dek="It opens on 9 June.")
    assert waiting(True, dek="It opens on 9 June.")  # nobody knows what was read
    first, second = replace(story, flags=("a",)), replace(story, flags=("a", "b"))
    assert len({story.code, first.code, second.code}) == 3


def test_words_that_nobody_changed_become_better_in_the_next_run(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(plan_text(plan_of([issue(result(), language="de")])))
    better = brief("de", "1s", "Aus der alten Mühle wird eine Schule", {0: GERMAN[3]})
    again = replace(result(), briefs=(better,))
    plan = read_plan(tmp_path)
    assert plan is not None
    (story,) = planned(plan, again, language="de").stories
    assert (story.headline, story.dek) == ("Aus der alten Mühle wird eine Schule", GERMAN[3])
    text = (tmp_path / NAME).read_text()
    (tmp_path / NAME).write_text(text.replace("headline: Alte Mühle wird Schule", "headline: Mühle wird Schule"))
    plan = read_plan(tmp_path)
    assert plan is not None
    (story,) = planned(plan, again, language="de").stories
    assert (story.headline, story.dek) == ("Mühle wird Schule", GERMAN[0])


def test_the_sign_of_doubt_goes_with_its_sentence() -> None:
    doubted = replace(brief("de", "1s", "Eine Mühle", {0: GERMAN[0]}), headline_level="doubtful")
    doubtful = replace(result(), briefs=(doubted,))
    (story,) = planned(Plan(), doubtful, language="de").stories
    assert story.doubtful
    for headline, left in (("Die alte Mühle öffnet", False), ("Die Mühle (?)", True)):
        text = StoryText(headline=headline)
        (story,) = planned(Plan(stories=(StoryPlan("mill", texts={"de": text}),)), doubtful, language="de").stories
        assert story.doubtful is left


def test_a_correct_translation_is_not_flagged() -> None:
    text = StoryText(dek="Für 3,4 Millionen Dollar wurde umgebaut, am 12. Juni ist Eröffnung.")
    (story,) = planned(Plan(stories=(StoryPlan("mill", texts={"de": text}),)), result(), language="de").stories
    assert story.flags == ()


def test_a_flagged_story_waits_until_it_is_approved_or_its_sentence_is_gone() -> None:
    (story,) = planned(Plan(), flagged_result()).stories
    assert story.flags == ('sentence 1: "25 percent" (not there)',)
    other = Plan(stories=(StoryPlan("mill", texts={"en": StoryText(dek=ENGLISH[2], headline="A mill opens")}),))
    (story,) = planned(other, flagged_result()).stories
    assert not story.waiting


def test_intro_and_outro_are_markdown_in_every_format() -> None:
    plan = Plan(
        intro={"en": "Dear **reader**, see [us](https://e.org/)."},
        outro="Until <b>next</b> week ![x](https://e.org/p.gif)",
    )
    files = render_issue(planned(plan, result()), open_templates("digest")).files
    page, text, source = files["en.html"], files["en.txt"], files["en.md"]
    assert re.search(r"Dear <strong>reader</strong>, see <a [^>]*href=\"https://e.org/\"", page)
    assert "Until &lt;b&gt;next" in page
    assert "<img" not in page
    assert text.index("Dear **reader**") < text.index(ENGLISH[0]) < text.index("Until <b>next")
    assert source.index("Dear **reader**") < source.index(ENGLISH[0]) < source.index("Until <b>next")
    assert "Dear" not in render_issue(planned(plan, result(), language="de"), open_templates("digest")).files["de.html"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("stories:\n  - id: a\n    aprove: true\n", "stories.0.aprove: Unexpected keyword argument"),
        ("stories:\n  - {}\n", "stories.0.id: "),
        ("stories: [\n", "issue.yaml: line 2: not valid YAML"),
        ("- a\n", "expected 'key: value' lines"),
        ("stories:\n  - id: a\n  - id: a\n", "the story a is in it twice"),
        ("stories:\n  - id: a\n    texts: {de: {bullets: one}}\n", "stories.0.texts.de.bullets"),
    ],
)
def test_what_is_wrong_with_a_plan_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(InputError) as caught:
        read_plan(tmp_path)
    assert says in str(caught.value)


def test_the_command_writes_the_plan_once_and_reads_it(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(render(several(2), "json"))
    done = cli("newsletter", "briefs.json", "--lang", "en,de", "--each-article", "--out", "issue")
    path = tmp_path / "issue" / NAME
    assert f"issue/{NAME}" in done.out
    data = yaml.safe_load(path.read_text())
    assert [story["texts"]["de"]["dek"] for story in data["stories"]] == [GERMAN[0]] * 2
    data["stories"].reverse()
    data["stories"][0]["texts"]["en"]["headline"] = "The mill opens on 13 June 2026"
    path.write_text(edited := yaml.safe_dump(data, allow_unicode=True))
    done = cli("newsletter", "briefs.json", "--lang", "en,de", "--each-article", "--out", "issue")
    assert path.read_text() == edited
    assert "en: no .eml, because flagged stories are not approved: mill-1; --allow-flags writes it" in done.err
    assert not (tmp_path / "issue/en.eml").exists()
    assert (tmp_path / "issue/de.eml").exists()
    assert 'mill-1 (en): edited: "13 June 2026"' in done.err
    data["stories"][0]["approve"] = True
    path.write_text(yaml.safe_dump(data, allow_unicode=True))
    done = cli("newsletter", "briefs.json", "--lang", "en,de", "--each-article", "--out", "issue")
    assert "mill-1 ('approve: true' does not say which words)" in done.err
    data["stories"][0] |= told(done.err)
    path.write_text(yaml.safe_dump(data, allow_unicode=True))
    assert cli("newsletter", "briefs.json", "--lang", "en,de", "--each-article", "--out", "issue").code == 0
    sent = email.message_from_bytes((tmp_path / "issue/en.eml").read_bytes(), policy=email.policy.default)
    assert sent["Subject"] == "The mill opens on 13 June 2026"
    # What is edited after that is not approved any more.
    data["stories"][0]["texts"]["en"]["headline"] = "The mill opens on 14 June 2026"
    path.write_text(yaml.safe_dump(data, allow_unicode=True))
    done = cli("newsletter", "briefs.json", "--lang", "en,de", "--each-article", "--out", "issue")
    assert "en: no .eml, because flagged stories are not approved: mill-1 (changed since its approval)" in done.err
    assert not (tmp_path / "issue/en.eml").exists()
    data["stories"][0] |= told(done.err)
    path.write_text(yaml.safe_dump(data, allow_unicode=True))
    done = cli("newsletter", "briefs.json", "--lang", "en,de", "--each-article", "--out", "issue")
    assert (tmp_path / "issue/en.eml").exists()


def told(messages: str) -> dict[str, dict[str, str]]:
    """What `newsletter` says that is to be written into the plan to approve a story."""
    line = next(line for line in messages.splitlines() if ": approve: {" in line)
    found: dict[str, dict[str, str]] = yaml.safe_load(line[line.index("approve:") :])
    return found


def test_a_later_report_does_not_take_the_place_of_one_that_was_edited(cli: Cli, tmp_path: Path) -> None:
    short, long = report("short", 2), report("long", 4)
    (tmp_path / "briefs.json").write_text(render([short], "json"))
    cli("newsletter", "briefs.json", "--lang", "en", "--out", "issue")
    path = tmp_path / "issue" / NAME
    path.write_text(path.read_text().replace("headline: A mill", "headline: Our mill"))
    (tmp_path / "briefs.json").write_text(render([long, short], "json"))
    done = cli("newsletter", "briefs.json", "--lang", "en", "--out", "issue")
    assert "one story of 2 reports: short, long" in done.err
    assert (tmp_path / "issue/en.txt").read_text().count("Our mill") == 1


def report(name: str, sentences: int) -> Result:
    made = clean({"title": "A mill", "url": f"https://{name}.example/"}, ENGLISH[:sentences], name)
    return Result(name, made, (replace(brief("en", "1s", "A mill", {0: ENGLISH[0]}), document_id=name),))


def test_an_issue_that_is_made_again_of_its_briefs_has_the_same_stories(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "all.json").write_text(render(several(4), "json"))
    cli("newsletter", "all.json", "--lang", "en", "--each-article", "--max-stories", "2", "--out", "issue")
    again = ("newsletter", "issue/briefs.json", "--lang", "en", "--each-article", "--out")
    done = cli(*again, "plain", "--template", "plain")
    assert "stories that the issue did not have, left out again: 2; --max-stories adds the best" in done.err
    shown = [f"/mill/{n}" in (tmp_path / "plain/en.md").read_text() for n in range(4)]
    assert shown == [True, True, False, False]
    path = tmp_path / "issue" / NAME
    path.write_text(path.read_text() + "- id: mill-3\n")
    cli(*again, "issue")
    shown = [f"/mill/{n}" in (tmp_path / "issue/en.md").read_text() for n in range(4)]
    assert shown == [True, True, False, True]
    # Briefs that came into the folder later are another issue's.
    (tmp_path / "issue/briefs.json").write_text(render(several(5), "json"))
    cli(*again, "issue")
    assert "/mill/2" in (tmp_path / "issue/en.md").read_text()


def test_what_the_plan_names_and_nobody_has_is_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(render([result()], "json"))
    (tmp_path / "issue").mkdir()
    others = "".join(f"- id: gone-{n}\n" for n in range(7))
    (tmp_path / "issue" / NAME).write_text(f"lead: mil\nstories:\n- id: mill\n{others}")
    done = cli("newsletter", "briefs.json", "--lang", "en", "--out", "issue")
    assert done.code == 0
    assert (
        "issue.yaml names stories that this run does not have: gone-0, gone-1, gone-2, gone-3, gone-4 and 2 more"
        in done.err
    )
    assert "issue.yaml: the lead mil is not in the issue" in done.err


def test_what_the_plan_names_stays_when_better_stories_come(cli: Cli, tmp_path: Path) -> None:
    """`--max-stories` limits what is added by itself; it takes nothing from an editor."""
    (tmp_path / "briefs.json").write_text(render(several(3), "json"))
    command = ("newsletter", "briefs.json", "--lang", "en", "--each-article", "--max-stories", "2", "--out", "issue")
    cli(*command)
    (tmp_path / "briefs.json").write_text(render(several(3)[::-1], "json"))
    cli(*command)
    text = (tmp_path / "issue/en.md").read_text()
    assert [f"/mill/{n}" in text for n in range(3)] == [True, True, False]
    path = tmp_path / "issue" / NAME
    path.write_text(path.read_text() + "- id: mill-2\n")
    assert "the plan names 3 stories, more than the 2 asked for; it is followed" in cli(*command).err
    assert "/mill/2" in (tmp_path / "issue/en.md").read_text()


def test_a_plan_of_another_issue_is_not_used(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(render([result()], "json"))
    (tmp_path / "issue").mkdir()
    (tmp_path / "issue" / NAME).write_text("intro: Last week\nstories: [{id: old}]\n")
    done = cli("newsletter", "briefs.json", "--lang", "en", "--out", "issue")
    assert "is of another issue, none of its stories is here: ignored" in done.err
    assert "Last week" not in (tmp_path / "issue/en.html").read_text()
    (tmp_path / "issue" / NAME).write_text("stories: [{id: mill, colour: red}]\n")
    done = cli("newsletter", "briefs.json", "--lang", "en", "--out", "issue")
    assert done.code == 1
    assert "stories.0.colour" in done.err


def test_an_approval_without_a_language_is_told_its_form(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("stories:\n- id: mill\n  approve: abcdefghij\n")
    with pytest.raises(InputError, match=r"stories\.0\.approve: this takes the code of each language.*\{en: \.\.\.\}$"):
        read_plan(tmp_path)
