import summkit as sk

summary = sk.summarise("samples/strait-patrols.txt", "dek", words=30)
print(summary)
for sentence in summary.sentences:
    assert summary.document.body[sentence.start : sentence.end] == sentence.text
