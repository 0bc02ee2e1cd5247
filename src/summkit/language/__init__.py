"""Sentences, words, stems and stop words; the differences between languages are data."""

from summkit.language.codes import asked_language
from summkit.language.detect import detect, recognise
from summkit.language.language import Language, get_language
from summkit.language.sentences import sentence_spans

__all__ = ["Language", "asked_language", "detect", "get_language", "recognise", "sentence_spans"]
