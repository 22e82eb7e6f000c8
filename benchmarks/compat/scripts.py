"""Calls as real scripts make them: arguments, attributes, wrong arguments, the cache of the hub, other libraries' ways.

Each is a name, the lines before, and the expression.
"""

from __future__ import annotations

_B = "pipe = pipeline('summarization', model=M('bart'))"
_T = "pipe = pipeline('summarization', model=M('t5-small'))"
_G = "pipe = pipeline('text2text-generation', model=M('flan-t5'))"
_M = "pipe = pipeline('translation_en_to_de', model=M('opus-mt'))"
_LOADED = "model = AutoModelForSeq2SeqLM.from_pretrained(M('{0}')); tokenizer = AutoTokenizer.from_pretrained(M('{0}'))"
_BL = _LOADED.format("bart")
_HUB = (
    "'sshleifer/distilbart-cnn-12-6'", "'facebook/bart-large-cnn'", "'t5-small'", "'google-t5/t5-small'", "'t5-large'",
    "'google/pegasus-xsum'", "'someone/own-summarizer'", "'facebook/bart-large-cnn', revision='main'",
    "'t5-small', revision='main'", "'someone/own-summarizer', revision='0123456789abcdef0123456789abcdef01234567'",
    "'facebook/bart-large-cnn', revision='no-such-branch'", "'nobody/nothing'", "'no-such-name'", "'./no/such/folder'",
    "'/no/such/folder'", "model='someone/own-summarizer', tokenizer='facebook/bart-large-cnn'",
    "'facebook/bart-large-cnn', token='hf_secret'", "'facebook/bart-large-cnn', use_auth_token=True",
    "'facebook/bart-large-cnn', model_kwargs={'cache_dir': os.environ['HF_HUB_CACHE']}",
    "'facebook/bart-large-cnn', model_kwargs={'local_files_only': True}",
)  # fmt: skip
# Arguments of the constructor, good and bad, on BART.
_ARGUMENTS = (
    "framework='pt'", "framework='tf'", "framework='jax'", "dtype='float32'", "dtype=torch.bfloat16", "torch_dtype='auto'",
    "torch_dtype=torch.float32", "dtype='no-such'", "device=-1", "device='cpu'", "device=torch.device('cpu')", "device=0",
    "device='no-such'", "device_map='cpu'", "use_fast=False", "use_fast=True", "trust_remote_code=True", "batch_size=2",
    "num_workers=0", "binary_output=True", "dtype='float32', model_kwargs={'dtype': 'float32'}",
    "model_kwargs={'torch_dtype': 'float32'}", "model_kwargs={'dtype': torch.float32}", "model_kwargs={}",
    "model_kwargs={'temperature': 0, 'max_length': 64}", "model_kwargs={'max_length': 8}", "model_kwargs={'num_beams': 2}",
    "model_kwargs={'temperature': 0.5, 'do_sample': False}", "model_kwargs={'use_safetensors': True}",
    "model_kwargs={'low_cpu_mem_usage': True}", "model_kwargs={'attn_implementation': 'eager'}",
    "model_kwargs={'load_in_8bit': True}", "model_kwargs={'no_such': 1}", "model_kwargs={'output_attentions': True}",
    "device_map='cpu', model_kwargs={'device_map': 'cpu'}", "no_such=1", "max_length=8", "max_new_tokens=4", "min_length=9",
    "num_beams=3", "num_beams=1", "do_sample=False", "early_stopping=True", "length_penalty=0.5", "temperature=0.5",
    "truncation=True", "generation_config=GenerationConfig(max_new_tokens=4)", "return_tensors=True",
    "clean_up_tokenization_spaces=True", "tokenizer=M('bart-cnn')", "tokenizer=(M('bart'), {'use_fast': False})",
    "tokenizer=AutoTokenizer.from_pretrained(M('bart'))", "config=M('bart')", "config=AutoConfig.from_pretrained(M('bart'))",
    "feature_extractor=None", "image_processor=None", "processor=None", "token=None", "revision='main'", "revision='v9'",
    "modelcard=None", "task='summarization'", "pipeline_class=Text2TextGenerationPipeline", "prefix='x'", "forced_bos_token_id=None",
    "forced_bos_token_id=5", "num_return_sequences=2", "num_return_sequences=5", "pad_token_id=2", "eos_token_id=[2, 5]",
    "repetition_penalty=2.0", "bad_words_ids=[[5]]", "penalty_alpha=0.6", "num_beam_groups=2, num_beams=4, diversity_penalty=0.5",
    "assistant_model=None", "use_cache=False", "args_parser=None", "min_new_tokens=3", "max_time=5.0", "truncation='no-such'",
)  # fmt: skip
# Arguments of a call, on several models.
_CALLS = (
    "min_length=8", "max_length=7, min_length=3", "max_length=30, max_new_tokens=4", "min_length=20, max_length=5",
    "length_penalty=2.0", "length_penalty=-1.0", "early_stopping=True", "early_stopping='never'", "no_repeat_ngram_size=2",
    "repetition_penalty=1.8", "encoder_no_repeat_ngram_size=3", "bad_words_ids=[[7]]", "num_beams=2, num_return_sequences=2",
    "num_beams=6", "num_beams=5, num_return_sequences=5", "num_return_sequences=0", "num_beams=0", "max_length=0",
    "max_new_tokens=0", "max_new_tokens=-1", "max_length=None", "max_new_tokens=None", "do_sample=True, num_beams=1",
    "do_sample=True, top_k=5", "do_sample=True, temperature=0.3, top_p=0.9", "temperature=0.0", "temperature=0.7",
    "do_sample=False, temperature=0.7, top_p=0.9", "return_text=True", "return_text=False", "return_tensors=False",
    "truncation=True", "truncation='longest_first'", "truncation=False", "truncation='do_not_truncate'",
    "clean_up_tokenization_spaces=False", "stop_sequence='sold'", "stop_sequence='The mayor sold the map'", "no_such=1",
    "forced_eos_token_id=2", "decoder_start_token_id=0", "output_scores=True", "return_dict_in_generate=True",
    "num_workers=0", "num_workers=1", "batch_size=4", "use_cache=False", "exponential_decay_length_penalty=(3, 1.5)",
    "suppress_tokens=[9]", "begin_suppress_tokens=[8]", "remove_invalid_values=True", "renormalize_logits=True",
    "num_beam_groups=2, num_beams=4, diversity_penalty=1.0", "penalty_alpha=0.6, top_k=4", "generation_config=GenerationConfig()",
    "generation_config=GenerationConfig(num_beams=1, max_new_tokens=6)", "generation_config=GenerationConfig(max_length=7)",
    "generation_config=GenerationConfig(num_beams=2, max_length=9), num_beams=3", "prefix='x: '", "max_length=200", "max_length=500",
    "max_new_tokens=300", "return_type=None", "src_lang='en', tgt_lang='de'", "padding=True", "min_new_tokens=4",
)  # fmt: skip
_DEFAULTS = ("summarization", "translation", "translation_en_to_de", "translation_en_to_fr", "translation_en_to_ro",
             "translation_de_to_en", "text2text-generation", "translation_xx", "summarisation", "text-generation-x")  # fmt: skip
_INPUTS = (
    "[]", "['']", "''", "4", "None", "('a', 'b')", "['a', 4]", "[['The map.', 'The wall.']]", "[[ARTICLE]]", "{'text': ARTICLE}",
    "ARTICLE, ARTICLE", "ARTICLE, 5", "(text for text in ARTICLES)", "(text for text in ARTICLES), batch_size=2", "", "b'bytes'",
    "documents=ARTICLE", "inputs=ARTICLE", "[ARTICLE] * 12, batch_size=5", "LONG", "[LONG, ARTICLE], truncation=True",
    "iter(ARTICLES)", "KeyDataset([{'t': ARTICLE}, {'t': SENTENCE}], 't')", "KeyDataset([{'t': ARTICLE}, {'t': SENTENCE}], 't'), batch_size=2",
)  # fmt: skip
_KEYS = "from transformers.pipelines.pt_utils import KeyDataset; "
# Expressions on a pipeline, its model and its tokenizer.
_ATTRIBUTES = (
    "pipe.framework", "pipe.modelcard", "pipe.task", "pipe.prefix", "pipe.return_name", "str(pipe.device)", "str(pipe.dtype)",
    "str(pipe.torch_dtype)", "pipe.binary_output", "pipe.call_count", "pipe.feature_extractor", "pipe.image_processor",
    "pipe.processor", "pipe.generation_config.num_beams", "pipe.generation_config.max_new_tokens", "pipe.generation_config.max_length",
    "pipe.generation_config.min_length", "pipe.generation_config.do_sample", "pipe.generation_config.early_stopping",
    "pipe.model.config.max_length", "pipe.model.config.num_beams", "pipe.model.config.min_length", "pipe.model.config.task_specific_params",
    "pipe.model.config.prefix", "pipe.model.config.early_stopping", "pipe.model.config.length_penalty", "pipe.model.config.model_type",
    "pipe.model.generation_config.num_beams", "pipe.model.generation_config.max_length", "pipe.tokenizer.model_max_length",
    "pipe.tokenizer.batch_encode_plus([SENTENCE, 'The map'], padding=True)", "pipe.tokenizer.encode_plus(SENTENCE)",
    "pipe.tokenizer.encode(SENTENCE)", "pipe.tokenizer.prepare_seq2seq_batch([SENTENCE], [SENTENCE])",
    "pipe.tokenizer.additional_special_tokens", "pipe.tokenizer.tokenize(SENTENCE)", "pipe.tokenizer.all_special_tokens",
    "pipe.tokenizer.decode([5, 6, 7])", "pipe.tokenizer.batch_decode([[5, 6], [7]])", "len(pipe.tokenizer)", "pipe.tokenizer.is_fast",
    "pipe.run_multi([ARTICLE, SENTENCE], {}, {}, {})", "pipe.run_single(ARTICLE, {}, {}, {})", "pipe.transform(ARTICLE)",
    "pipe.predict([ARTICLE])", "pipe._parse_and_tokenize(ARTICLE, truncation=False)", "pipe.preprocess(ARTICLE)",
    "pipe._forward_params", "pipe._preprocess_params", "pipe._postprocess_params", "pipe.check_inputs(5, 1, 9)",
    "list(pipe.iterate([ARTICLE], {}, {}, {}))", "pipe.ensure_tensor_on_device(x=torch.ones(2))", "pipe.model.can_generate()",
    "pipe.get_inference_context()", "pipe._sanitize_parameters(truncation=True, num_beams=2)", "pipe._batch_size", "pipe._num_workers",
    "pipe.assistant_model", "pipe.default_input_names",
)  # fmt: skip
_TRANSLATIONS = (
    ("no-codes", "m2m_100", "'translation'", "", "SENTENCE"),
    ("pair-in-task", "m2m_100", "'translation_en_to_de'", "", "SENTENCE"),
    ("codes-in-call", "m2m_100", "'translation'", "", "SENTENCES, src_lang='en', tgt_lang='fr'"),
    ("unknown-code", "m2m_100", "'translation'", ", src_lang='en', tgt_lang='xx'", "SENTENCE"),
    ("only-source", "nllb", "'translation'", ", src_lang='eng_Latn'", "SENTENCE"),
    ("unknown-flores", "nllb", "'translation'", ", src_lang='eng_Latn', tgt_lang='de'", "SENTENCE"),
    ("codes-in-call-nllb", "nllb", "'translation'", "", "SENTENCES, src_lang='eng_Latn', tgt_lang='fra_Latn', batch_size=3"),
    ("changed-codes", "nllb", "'translation'", ", src_lang='eng_Latn', tgt_lang='deu_Latn'", "SENTENCE, tgt_lang='fra_Latn'"),
    ("flores-in-task", "nllb", "'translation_eng_Latn_to_deu_Latn'", "", "SENTENCE"),
    ("mbart50-codes", "mbart50", "'translation'", "", "SENTENCES, src_lang='en_XX', tgt_lang='de_DE'"),
    ("mbart50-unknown", "mbart50", "'translation'", ", src_lang='en_XX', tgt_lang='xx_XX'", "SENTENCE"),
    ("codes-for-a-pair", "opus-mt", "'translation'", ", src_lang='en', tgt_lang='de'", "SENTENCE"),
    ("t5-translation", "t5-small", "'translation'", "", "SENTENCE"),
    ("t5-other-pair", "t5-small", "'translation_en_to_ro'", "", "SENTENCE"),
    ("t5-french", "t5-small", "'translation_en_to_fr'", "", "SENTENCES"),
    ("forced", "m2m_100", "'text2text-generation'", "", "SENTENCE, forced_bos_token_id=pipe.tokenizer.get_lang_id('de')"),
    ("text2text-nllb", "nllb", "'text2text-generation'", "", "SENTENCE, forced_bos_token_id=pipe.tokenizer.convert_tokens_to_ids('deu_Latn')"),
    ("batch-codes", "mbart", "'translation'", ", src_lang='en_XX', tgt_lang='de_DE', batch_size=2", "SENTENCES"),
    ("list-of-one", "nllb", "'translation'", ", src_lang='eng_Latn', tgt_lang='deu_Latn'", "[SENTENCE]"),
    ("too-long", "opus-mt", "'translation_en_to_de'", "", "LONG"),
    ("near-limit", "opus-mt", "'translation_en_to_de'", "", "SENTENCE, max_length=5"),
    ("summary-of-nllb", "nllb", "'summarization'", "", "SENTENCE"),
)  # fmt: skip
_OWN = """
class Own(SummarizationPipeline):
    def _parse_and_tokenize(self, *args, truncation):
        return super()._parse_and_tokenize('The mayor sold the map. ' + args[0], truncation=truncation)
pipe = pipeline('summarization', model=M('bart'), pipeline_class=Own)
"""
_POST = """
class Own(TranslationPipeline):
    def postprocess(self, model_outputs, **kwargs):
        return [record['translation_text'].upper() for record in super().postprocess(model_outputs, **kwargs)]
pipe = pipeline('translation_en_to_de', model=M('opus-mt'), pipeline_class=Own)
"""
_MORE = (
    ("class-direct", f"{_BL}; pipe = SummarizationPipeline(model=model, tokenizer=tokenizer)", "pipe(ARTICLE)"),
    ("class-positional", f"{_BL}; pipe = SummarizationPipeline(model, tokenizer)", "pipe(ARTICLE)"),
    ("class-device", f"{_BL}; pipe = SummarizationPipeline(model=model, tokenizer=tokenizer, device='cpu', framework='pt')", "pipe(ARTICLE)"),
    ("class-without-tokenizer", f"{_BL}; pipe = SummarizationPipeline(model=model)", "pipe(ARTICLE)"),
    ("class-task", f"{_LOADED.format('t5-small')}; pipe = SummarizationPipeline(model=model, tokenizer=tokenizer, task='summarization')", "pipe(ARTICLE)"),
    ("class-translation", f"{_LOADED.format('opus-mt')}; pipe = TranslationPipeline(model=model, tokenizer=tokenizer)", "pipe(SENTENCES)"),
    ("class-text2text", f"{_LOADED.format('flan-t5')}; pipe = Text2TextGenerationPipeline(model=model, tokenizer=tokenizer)", "pipe(ARTICLE)"),
    ("loaded", f"{_BL}; pipe = pipeline('summarization', model=model, tokenizer=tokenizer)", "pipe(ARTICLE)"),
    ("loaded-framework", f"{_BL}; pipe = pipeline('summarization', model=model, tokenizer=tokenizer, framework='pt')", "pipe(ARTICLE)"),
    ("loaded-without-tokenizer", f"{_BL}; pipe = pipeline('summarization', model=model)", "pipe(ARTICLE)"),
    ("loaded-settings", f"{_BL}; model.generation_config.num_beams = 2; model.generation_config.max_length = 8; pipe = pipeline('summarization', model=model, tokenizer=tokenizer)", "pipe(ARTICLE)"),
    ("loaded-config-settings", f"{_BL}; model.config.max_length = 8; pipe = pipeline('summarization', model=model, tokenizer=tokenizer)", "pipe(ARTICLE)"),
    ("task-params-set", f"{_BL}; model.config.task_specific_params = {{'summarization': {{'max_length': 8, 'prefix': 'The '}}}}; pipe = pipeline('summarization', model=model, tokenizer=tokenizer)", "pipe(ARTICLE)"),
    ("config-changed-later", _B + "; pipe.model.config.prefix = 'x'; pipe.generation_config.num_beams = 2", "pipe(ARTICLE)"),
    ("generation-config-replaced", _B + "; pipe.generation_config = GenerationConfig(max_new_tokens=4, num_beams=1)", "pipe(ARTICLE)"),
    ("prefix-set", _T + "; pipe.prefix = ''", "pipe(ARTICLE)"),
    ("wrong-model", "from transformers import AutoModel; model = AutoModel.from_pretrained(M('bart')); tokenizer = AutoTokenizer.from_pretrained(M('bart')); pipe = pipeline('summarization', model=model, tokenizer=tokenizer)", "pipe(ARTICLE)"),
    ("no-task-no-model", "", "pipeline()"),
    ("task-none", "", "pipeline(model=M('bart'))"),
    ("tokenizer-alone", "", "pipeline('summarization', tokenizer=M('bart'))"),
    ("fifth-positional", "pipe = pipeline('summarization', M('bart'), None, None, None)", "pipe(ARTICLE)"),
    ("four-positional", "pipe = pipeline('summarization', M('bart'), None, M('bart'))", "pipe(ARTICLE)"),
    ("path", "pipe = pipeline('summarization', model=Path(M('bart')))", "pipe(ARTICLE)"),
    ("tokenizer-path", "pipe = pipeline('summarization', model=M('bart'), tokenizer=Path(M('bart')))", "pipe(ARTICLE)"),
    ("broken-folder", "(SCRATCH / 'x').mkdir(); (SCRATCH / 'x/config.json').write_text('{}')", "pipeline('summarization', model=str(SCRATCH / 'x'))"),
    ("empty-folder", "(SCRATCH / 'x').mkdir()", "pipeline('summarization', model=str(SCRATCH / 'x'))"),
    ("caught-oserror", "try:\n    pipeline('summarization', model='nobody/nothing')\n    found = 1\nexcept OSError:\n    found = 2", "found"),
    ("own-tokenize", _OWN, "pipe(ARTICLE)"),
    ("own-postprocess", _POST, "pipe(SENTENCES)"),
    ("saved", f"{_B}; pipe.save_pretrained(SCRATCH / 's'); pipe = pipeline('summarization', model=str(SCRATCH / 's'))", "pipe(ARTICLE)"),
    ("saved-unsafe", f"{_B}; pipe.save_pretrained(SCRATCH / 's', safe_serialization=False)", "pipeline('summarization', model=str(SCRATCH / 's'))(ARTICLE)"),
    ("saved-unsafe-file", f"{_B}; pipe.save_pretrained(SCRATCH / 's', safe_serialization=False)", "(SCRATCH / 's/pytorch_model.bin').is_file()"),
    ("saved-to-file", f"{_B}; (SCRATCH / 'f').write_text('')", "pipe.save_pretrained(SCRATCH / 'f')"),
    ("saved-settings", f"{_T}; pipe.save_pretrained(SCRATCH / 's'); pipe = pipeline('summarization', model=str(SCRATCH / 's'))", "pipe(ARTICLE)"),
    ("as-target", "pipe = pipeline('translation', model=M('mbart50'), src_lang='en_XX', tgt_lang='de_DE'); pipe.tokenizer.tgt_lang = 'de_DE'\nwith pipe.tokenizer.as_target_tokenizer():\n    found = pipe.tokenizer(SENTENCE)", "found['input_ids']"),
    ("device-placement", f"{_B}\nwith pipe.device_placement():\n    found = pipe(ARTICLE)", "found"),
    ("many-calls", f"{_B}\nfor _ in range(12): found = pipe(SENTENCE, max_new_tokens=3)", "found"),
    ("two-pipelines", f"{_B}; other = pipeline('summarization', model=M('t5-small'))", "[pipe(ARTICLE), other(ARTICLE)]"),
    ("pickled", f"{_B}; import pickle; pipe = pickle.loads(pickle.dumps(pipe))", "pipe(ARTICLE)"),
    ("copied", f"{_B}; import copy; pipe = copy.deepcopy(pipe)", "pipe(ARTICLE)"),
    ("langchain", "pipe = pipeline('text2text-generation', model=M('flan-t5'), model_kwargs={'temperature': 0, 'max_length': 64})", "pipe([ARTICLE, SENTENCE], batch_size=2)"),
    ("langchain-summary", "pipe = pipeline(task='summarization', model=M('bart'), model_kwargs={'temperature': 0.1, 'max_length': 12}, device=-1)", "pipe([ARTICLE])"),
    ("langchain-pipeline-kwargs", "pipe = pipeline(task='text2text-generation', model=M('flan-t5'), tokenizer=AutoTokenizer.from_pretrained(M('flan-t5')), batch_size=4, max_new_tokens=9)", "pipe([ARTICLE, SENTENCE])"),
    ("haystack", "pipe = pipeline(task='summarization', model=M('bart'), tokenizer=M('bart'), revision=None, framework='pt', use_auth_token=None)", "pipe([ARTICLE], return_tensors=False, min_length=3, max_length=15, truncation=True)"),
    ("gradio", "pipe = pipeline('translation', model=M('opus-mt'))", "pipe(SENTENCE)[0]['translation_text']"),
    ("pandas-apply", _B, "[pipe(text, max_length=20, min_length=3, do_sample=False)[0]['summary_text'] for text in ARTICLES]"),
    ("chunks", _B, "' '.join(part['summary_text'] for part in pipe([ARTICLE, SENTENCE], max_length=30, min_length=1))"),
    ("top-level-words", f"{_B}; words = len(ARTICLE.split())", "pipe(ARTICLE, max_length=int(words * 0.6), min_length=2)"),
    ("beam-search-args", _B, "pipe(ARTICLE, num_beams=4, length_penalty=2.0, max_length=20, min_length=5, no_repeat_ngram_size=3, early_stopping=True)"),
    ("tokenizer-kwargs", _B, "pipe(ARTICLE, **{'truncation': True, 'max_length': 20})"),
    ("quantized", f"{_B}; pipe.model = torch.ao.quantization.quantize_dynamic(pipe.model, {{torch.nn.Linear}}, dtype=torch.qint8)", "len(pipe(ARTICLE))"),
    ("half", "pipe = pipeline('summarization', model=M('bart'), dtype=torch.float16)", "str(pipe.model.dtype)"),
    ("torch-no-grad", f"{_B}\nwith torch.no_grad(): found = pipe(ARTICLE)", "found"),
    ("return-type", f"{_B}; from transformers.pipelines import pipeline as _", "pipe(ARTICLE, return_type=None)"),
    ("pipelines-check-task", "", "(install(), transformers.pipelines.check_task('summarization')[0])[1]"),
    ("installed", "install(); pipe = transformers.pipeline('summarization', model=M('bart'))", "pipe(ARTICLE)"),
    ("installed-pair", "install(); pipe = transformers.pipeline('translation_en_to_de', model=M('opus-mt'))", "pipe(SENTENCES)"),
    ("installed-class", "install(); from transformers import SummarizationPipeline as Old", "Old.__name__"),
)  # fmt: skip


def _scripts() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    found += [(f"hub/{asked}", f"pipe = pipeline('summarization', {asked})", "pipe(ARTICLE)") for asked in _HUB]
    found += [
        (f"argument/{asked}", f"pipe = pipeline('summarization', model=M('bart'), {asked})", "pipe(ARTICLE)")
        for asked in _ARGUMENTS
    ]
    for label, make, text in (
        ("bart", _B, "ARTICLE"),
        ("t5", _T, "ARTICLE"),
        ("flan", _G, "ARTICLES"),
        ("opus", _M, "SENTENCE"),
    ):
        found += [(f"call/{label}/{asked}", make, f"pipe({text}, {asked})") for asked in _CALLS]
    found += [(f"default/{task}", f"pipe = pipeline('{task}')", "pipe(ARTICLE)") for task in _DEFAULTS]
    found += [(f"input/{asked}", _KEYS + _B, f"pipe({asked})") for asked in _INPUTS]
    for label, make in (("bart", "pipe = pipeline('summarization', model=M('bart-cnn'))"), ("t5", _T), ("opus", _M)):
        found += [(f"attribute/{label}/{asked}", make, asked) for asked in _ATTRIBUTES]
    for name, model, task, made, asked in _TRANSLATIONS:
        found.append((f"translate/{name}", f"pipe = pipeline({task}, model=M('{model}'){made})", f"pipe({asked})"))
    found += [(f"script/{name}", lines, value) for name, lines, value in _MORE]
    return found


SCRIPTS = tuple(_scripts())
