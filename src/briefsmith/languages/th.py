"""Thai."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, Spaces

NUMBERS = Numbers(percent_joined=("เปอร์เซ็นต์",), percent_before=("ร้อยละ",))

SENTENCES = Sentences(
    unstopped=True,
    speech="[^“”]{0,80}(?:ถาม|กล่าว|เล่า|บอก|ระบุ)",
    spaces=Spaces(
        closing=r"(?:นาย|นาง|น\.ส\.|ดร\.)\S{1,12}(?: \S{1,14})?|"
        "ว่า|คือ|เช่น|ได้แก่|และ|หรือ|กับ|ของ|ที่|โดย|เป็น|ใน|นาย|นาง|นางสาว|ประกอบด้วย|"
        "ระหว่าง|กว่า|ถึง|ฯลฯ|ทั้ง",
        going_on="และ|หรือ|แต่|ซึ่ง|ที่|โดย|เพื่อ|เพราะ|เนื่องจาก|หลัง|เมื่อ|จน|จึง|ก็|ทำให้|พร้อม|รวม|ตั้งแต่|จาก|ใน|กับ|ของ|"
        "ว่า|กล่าว|ระบุ|เปิดเผย|ถาม|เล่า|บอก|ตาม|ถึง|เป็น|ได้|ให้|สูงกว่า|ต่ำกว่า|มากกว่า|น้อยกว่า|คือ|เช่น|ฯ|ๆ|"
        "คิดเป็น|ประมาณ|อีก|ไม่|มี|อยู่|ด้วย|ไป|มา|แล้ว",
        opening="นอกจากนี้|ทั้งนี้|อย่างไรก็ตาม|ขณะที่|ขณะเดียวกัน|ด้าน|ส่วน|สำหรับ|ต่อมา|ล่าสุด|เบื้องต้น|เมื่อวันที่|"
        r"คาดว่า|นาย(?!กเทศ|กรัฐ|กสม|กฯ|จ้าง|ทุน|หน้า)|นาง|น\.ส\.|ดร\.|ศ\.|รศ\.|ผศ\.|พล\.|พ\.ต\.|ร\.ต\.",
    ),
)

PHRASES = Phrases(
    anaphors="เขา(?!ใหญ่|ค้อ|พระ)|เธอ|พวกเขา|มัน|สิ่งนี้|เรื่องนี้|ดังกล่าว|ทั้งคู่|ทั้งสอง|ที่นั่น",
    links="ดังนั้น|จากนั้น|จึง|แต่|และ|นอกจากนี้|อย่างไรก็ตาม|ทั้งนี้|ขณะเดียวกัน|ต่อมา|ซึ่ง|เพราะ|โดย|ส่วน|หรือ",
)

NEWSLETTER = Newsletter(
    issue="ข่าวโดยสรุป",
    contents="ในฉบับนี้",
    facts="ตัวเลขและวันที่",
    read="อ่านบทความ",
    unsubscribe="ยกเลิกการรับข่าว",
    translated="แปลด้วยเครื่อง",
    also="ภาษาอื่น",
    reading="เวลาอ่าน {}",
    left_out="ข่าวที่ไม่ได้ลงในอีเมลฉบับนี้: {}",
    made="โปรแกรมสรุปจากบทความที่ระบุไว้",
    source="ที่มา",
)

KNOWLEDGE = Knowledge(code="th", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
