import summkit as sk

mine = sk.System(sk.LexRank(threshold=0.2), target="dek", words=30, name="mine")
comparison = sk.compare("samples/articles.jsonl", [mine, "newsrank"], target="dek", words=30)
print(comparison)
verdict = sk.check(comparison, baseline=comparison, margin=2.0)
assert verdict  # true where it passes
print(sk.score(["A fire broke out."], ["A fire broke out on Monday."]).rouge1.mean)
