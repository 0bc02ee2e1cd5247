"""`summkit train --target headline` makes the shortener's models, which are then used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import invented
import summkit as sk
from summkit.article import Article
from summkit.budget import Budget
from summkit.document import Document, analyse
from summkit.errors import UsageError
from summkit.jobs import cores
from summkit.modelfile import checksum, load
from summkit.shortening.learned.names import FEATURES, VERSION
from summkit.shortening.learned.weights import KIND, Shortener, Weights
from summkit.shortening.shorten import shorten
from summkit.summarisers.registry import create
from summkit.system import System
from summkit.training.pools import pool
from summkit.training.shortener import fitted
from test_train import run

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("train_headline")]

TRAIN = ("train", "--target", "headline")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("headline")
    archive = invented.write_headlined(folder / "archive.jsonl", 60)
    more = [
        {**invented.headlined(900), "language": "fr"},
        {**invented.headlined(901), "language": "de"},
        {**invented.headlined(902), "headline": ""},
    ]
    with archive.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(each) + "\n" for each in more)
    done = run(*TRAIN, str(archive), "-o", str(folder / "model.json"), "--workers", "1")
    (folder / "printed.txt").write_text(done.stdout, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return folder


def document(number: int) -> Document:
    made = invented.headlined(number)
    return analyse(Article(body=made["body"], headline=made["headline"]), "en")


def written(model: str | Path, number: int, characters: int = 75) -> str:
    method = create("newsrank", {"model": str(model)} if model else {})
    return (
        System(method, "headline", Budget(characters=characters)).summarise(document(number)).text
    )


def test_learns_what_can_be_learned(folder: Path) -> None:
    """The editor omits place and day and keeps the reason; the shipped model does not."""
    printed = (folder / "printed.txt").read_text(encoding="utf-8")
    assert printed.startswith(
        "headline: 60 articles (left out: 2 not in English, 1 without a headline); 5-fold"
    )
    lines = {line[:22].strip(): line[22:].split() for line in printed.splitlines()}
    assert float(lines["cut at 75 characters"][2]) == 75.0
    assert float(lines["this model"][0]) > 88
    assert float(lines["shipped model"][0]) < 75


@pytest.mark.parametrize("number", [5000, 5001, 5002])
def test_the_trained_model_is_used_for_shortening(folder: Path, number: int) -> None:
    """Unseen articles: the written headlines equal their editors' headlines."""
    wanted = invented.headlined(number)["headline"]
    assert written(folder / "model.json", number) == wanted
    assert written("", number) != wanted


def test_command_and_configuration_name_it(folder: Path, tmp_path: Path) -> None:
    made = invented.headlined(5000)
    (tmp_path / "new.jsonl").write_text(json.dumps(made) + "\n", encoding="utf-8")
    model = str(folder / "model.json")
    (tmp_path / "summkit.toml").write_text(
        f"[method.newsrank]\nmodel = {json.dumps(model)}\n", encoding="utf-8"
    )
    new, wanted = str(tmp_path / "new.jsonl"), made["headline"] + "\n"
    write = ("summarise", new, "--target", "headline")
    assert run(*write, "--model", model).stdout == wanted
    assert run(*write, "--config", str(tmp_path / "summkit.toml")).stdout == wanted


def test_same_seed_same_bytes(folder: Path) -> None:
    """Under another hash seed as well, and from another number of processes."""
    again = folder / "again.json"
    done = run(
        *(*TRAIN, str(folder / "archive.jsonl"), "-o", str(again)),
        *("--workers", str(max(2, cores()))),
        seed="77",
    )
    assert done.returncode == 0, done.stderr
    assert again.read_bytes() == (folder / "model.json").read_bytes()
    assert done.stdout == (folder / "printed.txt").read_text(encoding="utf-8")


def test_the_model_records_its_training_data(folder: Path) -> None:
    model = load(str(folder / "model.json"), KIND)
    assert model.about["articles"] == 60
    assert model.about["budget"] == {"characters": 75}
    assert model.about["settings"] == {"seed": 1}
    assert set(model.about["metrics"]) == {"cut", "shipped", "plain"}
    assert len(model.trained_on) == 60
    assert model.to_json() == (folder / "model.json").read_text(encoding="utf-8")


def test_compare_warns_of_articles_trained_on(folder: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    rows = [*range(3), *range(5000, 5004)]
    corpus.write_text("".join(json.dumps(invented.headlined(n)) + "\n" for n in rows), "utf-8")
    system = f"newsrank:model={folder / 'model.json'}"
    done = run(
        *("compare", str(corpus), "--target", "headline", "--system", system),
        *("--resamples", "100", "--workers", "1"),
    )
    assert done.returncode == 0, done.stderr
    assert "was trained on 3 of these 7 articles" in " ".join(done.stdout.split())


def test_refuses_a_model_that_is_not_better_than_the_cut(tmp_path: Path) -> None:
    archive = invented.write_headlined(tmp_path / "cut.jsonl", 52, follows_cut=True)
    output = tmp_path / "model.json"
    done = run(*TRAIN, str(archive), "-o", str(output))
    assert done.returncode == 1
    assert "not better than the first sentence cut at 75 characters" in done.stderr
    assert not output.exists()
    assert run(*TRAIN, str(archive), "-o", str(output), "--force").returncode == 0
    assert load(str(output), KIND).about["articles"] == 52


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--words", "9"], "characters only: --characters, such as 75"),
        (["--language", "fr"], "English only: --target lede"),
        (["--characters", "1"], "--characters 1 is not allowed: takes a whole number of 2 or more"),
        (["--characters", "9"], "0 of 60 articles can be shortened to 9 characters"),
        (["--limit", "30"], "too few English articles to learn from: 30 with a headline"),
    ],
)
def test_errors_of_train_headline_are_one_line(args: list[str], said: str, folder: Path) -> None:
    done = run(*TRAIN, str(folder / "archive.jsonl"), "-o", str(folder / "x.json"), *args)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (folder / "x.json").exists()


def test_archive_of_another_language(tmp_path: Path) -> None:
    rows = [{**invented.headlined(n), "language": "fr"} for n in range(3)]
    archive = tmp_path / "french.jsonl"
    archive.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = run(*TRAIN, str(archive), "-o", str(tmp_path / "x.json"))
    assert done.returncode == 2
    assert "3 are not in English" in done.stderr
    assert "--target lede" in done.stderr


@pytest.mark.parametrize("target", ["lede", "dek", "summary"])
def test_writes_nothing_but_headlines(folder: Path, target: str) -> None:
    method = create("newsrank", {"model": str(folder / "model.json")})
    with pytest.raises(UsageError, match=f"no {target}: use `target` headline") as caught:
        System(method, target).summarise(document(1))
    assert "\n" not in str(caught.value)


def test_model_of_ledes_still_picks_the_sentence() -> None:
    """A ranker given for headlines ranks; the shipped shortener shortens."""
    lede = Path(__file__).parents[1] / "src" / "summkit" / "models" / "lede.json"
    assert written(lede, 5000) == written("", 5000)


def crafted(**named: float) -> Weights:
    return Weights(tuple(named.get(name, 0.0) for name in FEATURES), {})


def test_weights_decide(tmp_path: Path) -> None:
    """Large weights only for length select the longest candidate, or the shortest."""
    lengths = sorted(len(each.text) for each in shorten(document(7), [0], 75, crafted()))
    for sign, wanted in ((1.0, lengths[-1]), (-1.0, lengths[0])):
        path = tmp_path / f"{sign}.json"
        path.write_text(Shortener(crafted(characters=100 * sign)).to_json(), encoding="utf-8")
        assert len(written(path, 7)) == wanted
    assert lengths[0] < lengths[-1]


def broken(text: str, how: str) -> str:
    data = json.loads(text)
    words = data["words"]
    if how == "truncated":
        return text[: len(text) // 2]
    if how == "version":
        data["features"] = "headline-1"
    elif how == "weight":
        data["weights"]["words"] += 0.1
    elif how == "shipped":
        return json.dumps(crafted().data())
    else:  # with a right checksum
        if how == "missing":
            del data["weights"]["cost"]
        elif how == "name":
            data["weights"]["price"] = 1.0
        elif how == "infinite":
            data["weights"]["cost"] = float("inf")
        elif how == "nan":
            words[next(iter(words))] = float("nan")
        elif how == "huge":
            words[next(iter(words))] = -1e4
        elif how == "text":
            data["weights"]["cost"] = "1"
        elif how == "digests":
            data["digests"] = [1]
        data.pop("checksum")
        data["checksum"] = checksum(data)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("truncated", "truncated"),
        ("weight", "changed after training"),
        ("version", f"'headline-1' of the features, but this summkit has version {VERSION}"),
        ("shipped", "not a summkit model"),
        *((how, "incomplete model") for how in "missing name infinite nan huge text".split()),
        ("digests", "incomplete model"),
    ],
)
def test_broken_models(how: str, said: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text(broken((folder / "model.json").read_text("utf-8"), how), encoding="utf-8")
    with pytest.raises(UsageError, match=said) as caught:
        written(path, 1)
    assert "\n" not in str(caught.value)


def test_broken_model_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{"format": "summkit headline model"', "utf-8")
    done = run(
        "summarise", "samples", "--target", "headline", "--model", str(tmp_path / "broken.json")
    )
    assert done.returncode == 2
    assert "is not JSON or is truncated" in done.stderr
    assert done.stderr.count("\n") == 1


def test_pool_is_what_shorten_offers() -> None:
    """Training uses the same candidates and scores as the headline writer."""
    made = document(12)
    weights = crafted(characters=1.0, worth_kept=3.0)
    found = shorten(made, [0, 1, 2], 75, weights)
    seen = pool(made, 75)
    assert sorted(seen.characters) == sorted(len(each.text) for each in found)
    best = seen.best(weights)
    assert best is not None
    assert seen.characters[best] == len(found[0].text)
    # only "X did new Y after N workers demanded higher wages" remains
    assert seen.rouge[:, 0].max() == 1.0
    assert seen.rouge.shape == (len(found), 3)


def test_copies_of_few_articles(tmp_path: Path) -> None:
    """Copies belong in one fold: of three articles, two folds would be empty."""
    archive = tmp_path / "copies.jsonl"
    lines = [json.dumps(invented.headlined(n)) + "\n" for n in range(3)]
    archive.write_text("".join(lines * 18), "utf-8")
    done = run(*TRAIN, str(archive), "-o", str(tmp_path / "x.json"))
    assert done.returncode == 2
    assert "near-duplicates of each other" in done.stderr
    assert done.stderr.count("\n") == 1


def test_openings_too_long_to_parse() -> None:
    """Later sentences are shortened; articles of single words give nothing to learn."""
    opening = "Anna Reed " + "and John Marsh " * 60 + "opened a bridge."
    rest = invented.headlined(1)["body"]
    article = Article(body=f"{opening}\n\n{rest}", headline="Anna Reed opened bridge")
    made = pool(analyse(article, "en"), 75)
    assert made.opening == ()
    assert len(made.masks) > 1
    assert fitted([made] * 3).words == {}


def test_the_language_of_an_english_archive_may_be_named() -> None:
    articles = [sk.Article(body="The mayor closed the bridge.", headline="Mayor closes bridge")]
    with pytest.raises(sk.InputError, match="too few English articles to learn from: 1 "):
        sk.train(articles, "headline", language="en-GB")
    with pytest.raises(sk.UsageError, match="learned from English only"):
        sk.train(articles, "headline", language="de")
