"""Sentences, words, stems and stop words. What differs between languages is data."""

from summkit.language.detect import detect, recognise
from summkit.language.language import Language, get_language
from summkit.language.sentences import sentence_spans

__all__ = ["Language", "detect", "get_language", "recognise", "sentence_spans"]
