"""Words that say nothing about a product. They are left out of queries only, and only when other words are there."""

_ENGLISH = """
a an and are as at be buy by for from i in is it me my near of on online or please show that the this to want what where
which with you your pakistan pkr price prices rate rates rs rupees under
"""
_ROMAN_URDU = """
aur chahiye chahye chaiye dikhao dikhaye hai hain ho ka kay ke keemat ki ko koi kuch kya liye mai main mein mujhe qeemat
qimat rupay sasta sastay saste sasti se wala walay wale wali
"""
_URDU = """
اور ایک تک دکہاو دکہاییں سستا سستی سے قیمت لیے مجہے میں والا والی
والے وہ پر چاہییے چاہیے کا کو کویی کی کے ہیں ہے یہ
"""

STOP_WORDS = frozenset(f"{_ENGLISH} {_ROMAN_URDU} {_URDU}".split())
"""As `normalise` writes them."""
