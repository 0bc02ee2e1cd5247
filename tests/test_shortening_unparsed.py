"""Single rules for languages without a parse."""

from __future__ import annotations

import pytest

from summkit.shortening.unparsed.offices import nickname


@pytest.mark.parametrize(
    ("code", "text", "left"),
    [
        (
            "id",
            "Menteri Koordinator Bidang Infrastruktur Adi Hakim Yusran (AHY) buka suara.",
            "AHY buka suara.",
        ),
        # No verb follows: a name, or nothing.
        ("id", "Menteri Koordinator Bidang Infrastruktur Adi Hakim Yusran (AHY) Rabu.", None),
        ("id", "Menteri Koordinator Bidang Infrastruktur Adi Hakim Yusran (AHY)", None),
        # Initials of an office, of a person without an office, and in another language.
        ("id", "Menteri Keuangan Badan Nasional Lormes (BNL) menutup kantor.", None),
        ("id", "Nelayan Adi Hakim Yusran (AHY) buka suara.", None),
        ("ms", "Menteri Koordinator Bidang Infrastruktur Adi Hakim Yusran (AHY) buka suara.", None),
    ],
)
def test_a_person_known_by_initials_is_called_by_them(
    code: str, text: str, left: str | None
) -> None:
    gone = nickname(text, code)
    for start, end in reversed(gone):
        text = text[:start] + text[end:]
    assert (text if gone else None) == left
