import summkit as sk

summary = sk.summarise("samples/strait-patrols.txt", "dek", words=30)
print(summary, [(sentence.start, sentence.end) for sentence in summary.sentences])
