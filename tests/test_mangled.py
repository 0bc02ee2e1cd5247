"""Text in UTF-8 that was stored as Windows-1252 is restored; other text stays as it is."""

import pytest

from summkit.reading.encoding import decode
from summkit.reading.mangled import unmangled


@pytest.mark.parametrize(
    "text",
    [
        "“I read,” she said. It’s her town’s library – and it’s open.",
        "La bibliothèque a rouvert après l’été, à Évreux.",
        "Der Bürgermeister öffnete die Tür; es war längst fällig.",
        "Библиотека открылась в субботу.",
        "El niño volvió a España — mañana.",
    ],
)
def test_a_mangled_text_is_restored(text: str) -> None:
    mangled = "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode()
    )
    assert mangled != text
    assert unmangled(mangled) == text
    assert decode(mangled.encode()) == text


def test_only_the_lines_that_are_mangled_are_restored() -> None:
    text = "SÃO PAULO — «VOCÊ».\nCafÃ© crÃ¨me, dÃ©jÃ  vu."
    assert unmangled(text) == "SÃO PAULO — «VOCÊ».\nCafé crème, déjà vu."


@pytest.mark.parametrize(
    "text",
    [
        "SÃO PAULO: «VOCÊ» É DA NAÇÃO, DISSE O CAPITÃO.",
        "La marque «CAFÉ» reste; l’été aussi.",
        "The sign â€™ is a mangled apostrophe.",
        "Ñandú, ÑANDÚ y España.",
        "Đà Nẵng và Huế đã mở cửa.",
    ],
)
def test_correct_text_with_such_characters_is_unchanged(text: str) -> None:
    assert unmangled(text) == text
