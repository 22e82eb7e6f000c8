"""Chinese."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import Calendar, Newsletter, Numbers, Sentences

NUMBERS = Numbers(
    percent_before=("百分之",),
    magnitudes={"千": 10**3, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12},
    in_parts=True,
)

# Monday to Sunday, the last in two forms.
_DAYS = {
    f"{week}{day}": 1 + min(place, 6)
    for week in ("周", "週", "礼拜", "禮拜")
    for place, day in enumerate("一二三四五六日天")
}

CALENDAR = Calendar(days=_DAYS, year_signs="年", month_signs="月", day_signs="日号號")

PHRASES = Phrases(
    anaphors=r"[他她它](?:们|們)?|[这這]|那|该|該|此|其|双方|雙方|两者|前者|后者",
    deictic=r"(?:今年|本周|目前|这个周末)",
    links=r"因此|所以|于是|於是|不过|不過|但|然而|而且|此外|同时|同時|另外|随后|隨後|接着|并且|反之",
    speakers=Speakers(
        marks=("Xinhua",),
        datelines=(
            "[（(]?(?P<source>新华社|新華社|中新社|中新网|中新網|中央社|人民网|人民網|美联社|美聯社|路透社|"
            r"法新社)(?P<place>[^\d，。）()（]{0,12})[^，。）()（]{0,14}(?:电|電|讯|訊|报道|報導)[）)]?(?:[（(][^（）()]{0,12}(?:记者|記者|编译|"
            r"編譯)[^（）()]{1,30}[）)])?[：:]?\s?",
            "[（(](?:记者|記者)[^（）()]{1,30}(?:报道|報導|电|電)[）)]",
        ),
    ),
)

SENTENCES = Sentences(
    speech="[^。！？，：；]{0,30}(?:说|說|道|问|問|表示|指出|称|稱|回答|回应|回應)(?:[。，：]|$)",
)

NEWSLETTER = Newsletter(
    issue="新闻简报",
    contents="本期内容",
    facts="数字与日期",
    read="阅读原文",
    unsubscribe="退订",
    translated="机器翻译",
    also="其他语言",
    reading="阅读时间 {}",
    left_out="本邮件未能收录的新闻：{}",
    made="由软件根据所列文章摘要而成。",
    source="来源",
    # A classifier tells no more than its noun, which has no sign where it ends but the end of the clause.
    counted=r"人(?!民|口)|平方公里|平方米|立方米|小时|分钟|公里|公斤|美元|欧元|个月|[元米吨岁]|天(?!然|空)|"
    r"[名位家所座辆架艘间部项个起次场条只头棵][\u3400-\u9fff]{2,4}(?=[，。、；,;]|$)",
    numerals="万億兆千百萬",
)

KNOWLEDGE = Knowledge(
    code="zh", numbers=NUMBERS, calendar=CALENDAR, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER
)
