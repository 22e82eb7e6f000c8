"""Persian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Newsletter

NEWSLETTER = Newsletter(
    issue="خلاصهٔ خبرها",
    contents="در این شماره",
    facts="ارقام و تاریخ‌ها",
    read="خواندن مقاله",
    unsubscribe="لغو اشتراک",
    translated="ترجمهٔ ماشینی",
    also="به زبان‌های دیگر",
    reading="زمان مطالعه: {}",
    left_out="خبرهایی که در این ایمیل جا نشدند: {}",
    made="خلاصه‌ها را نرم‌افزار از مقاله‌های نام‌برده ساخته است.",
    source="منبع",
)

KNOWLEDGE = Knowledge(code="fa", newsletter=NEWSLETTER)
