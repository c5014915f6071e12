"""Times Presidio's analyzer with spaCy's medium English model over documents of 2 KiB by processor time of one thread."""
import sys
import time

from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider

conf = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": "en_core_web_md"}]}
engine = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=conf).create_engine())
data = open(sys.argv[1], "rb").read()[: 64 << 10]
docs = [data[i : i + 2048].decode("utf-8", "replace") for i in range(0, len(data), 2048)]
start, found = time.process_time(), 0
for d in docs:
    found += len(engine.analyze(text=d, language="en"))
took = time.process_time() - start
print(f"Presidio + spaCy md: {len(data) / 1e6 / took:.4f} MB/s, {found} findings in {len(data)} bytes")
