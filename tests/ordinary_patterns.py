"""Patterns of ordinary texts, by kind; `ordinary_texts.Writer` fills them with words."""

from typing import Final, NamedTuple


class Pattern(NamedTuple):
    """A head, and an item that follows it from `fewest` to `most` times.

    Fewer may have all the marks of a page, as may lines that are wrapped where it does not say `wraps`.
    """

    head: str
    item: str
    fewest: int = 1
    most: int = 60
    wraps: bool = True


PATTERNS: Final[dict[str, tuple[Pattern, ...]]] = {
    "prose": (
        Pattern("", "{paragraph}\n"),
        Pattern("CHAPTER {digit}\n\nIn which {line}\n", "{paragraph}\n\n“{sentence}” said {name}.\n"),
        Pattern("", "{paragraphs}\n"),
    ),
    "poem": (Pattern("{title}\n", "{line}\n{line},\n{line}\n{line}.\n"),),
    "dialogue": (
        Pattern("", "{name}: {sentence}"),
        Pattern("ACT {digit}\n", "{name}\n{teaser}\n"),
        Pattern("INTERVIEW\n", "{sentence}\n\n{paragraph}\n"),
    ),
    "titles over paragraphs": (
        Pattern("", "{title}\n{paragraph}"),
        Pattern("{title}\n", "{title}\n\n{paragraph}\n"),
        Pattern("Get trending stories in your email inbox!\nSubscribe", "{title}\n{paragraph}"),
        Pattern("Subscribe", "{title}\n{paragraphs}"),
        Pattern("Trending papers\n", "{title}\n\n{paragraph}\n"),
    ),
    "author lines over paragraphs": (
        Pattern("", "{names}\n\n{paragraph}\n"),
        Pattern("Abstracts\n", "{names}\n{paragraph}"),
        Pattern("What readers say\n", "{paragraph}\n{name}, {place}\n"),
        Pattern("", "{title}\n{names}\n{paragraph}\n"),
    ),
    "routes and links with via lines": (
        Pattern("Walks\n", "{place}, {place}\n\n{paragraph}\n\nVia\n\n{place}, {place}\n", fewest=4),
        Pattern("Departures\n", "{time}\n{place}\nVia\n{place}\nPlatform {digit}\n"),
        Pattern("Links of the day\n", "{title}\n{paragraph}\nVia\n{name}\n", fewest=4),
        Pattern("Links of the day\n", "{title}\n{paragraph}\nVia {name}\n"),
    ),
    "two routes or links with via lines": (
        Pattern("Walks\n", "{place}, {place}\n\n{paragraph}\n\nVia\n\n{place}, {place}\n", fewest=2, most=2),
        Pattern("Links of the day\n", "The {Noun}\n{paragraph}\nVia\n{name}\n", fewest=2, most=2),
    ),
    "documents with an abstract": (
        Pattern("{title}\n\n{names}\n\nAbstract\n\n{paragraph}\n", "{position} {title}\n\n{paragraphs}\n"),
        Pattern("{title}\n{names}\nAbstract: {paragraph}\n", "{position} {title}\n\n{paragraphs}\n"),
        Pattern("Abstract—{paragraph}\n", "{title}\n\n{paragraph}\n"),
    ),
    "documents that begin with an abstract": (
        Pattern("Abstract:{paragraph}\n\nKeywords: {noun}, {noun}\n", "{position}. {title}\n\n{paragraphs}\n"),
        Pattern("Abstract: {sentence}\n", "{paragraphs}\n"),
    ),
    "one abstract over a shorter text": (
        Pattern("Abstract:\n{paragraph} {paragraph} {paragraph}\n", "The {Noun} of {place}\n\n{sentence}\n", most=2),
    ),
    "one paper": (
        Pattern("", "{title}\n{names}\nAbstract: {paragraph} {paragraph}\n", most=1),
        Pattern("", "Title: {title}\nAuthors: {names}\nAbstract: {paragraph} {paragraph}\n", most=1),
    ),
    "abstracts under titles": (
        Pattern(
            "Theses\n", "{title}\n{name}\nAbstract: {paragraph}\nKeywords: {noun}, {noun}\n", fewest=2, wraps=False
        ),
        Pattern("Patents\n", "EP 9000{count} A1\n{title}\nAbstract: {paragraph}\n", fewest=2, wraps=False),
        Pattern("Posters\n", "{title}\nAbstract: {paragraph}\n", fewest=2, wraps=False),
        Pattern("", "Title: {title}\nAuthors: {names}\nAbstract: {paragraph}\n", fewest=2, wraps=False),
        Pattern("", "{title}\n{names}\nAbstract: {paragraph}\n", fewest=2, wraps=False),
        Pattern("", "{title}\n{names}\n{long date}\nTL;DR: {sentence}\nAbstract: {paragraph}\n", wraps=False),
        Pattern("", "{title}\n{short date}\n{names}\nAbstract: {paragraph}\n", fewest=2, wraps=False),
        Pattern("Talks\n", "{title}\nSpeaker: {name}\nAbstract: {paragraph}\nRoom {digit}\n", fewest=2, wraps=False),
    ),
    "wrapped abstracts under titles": (
        Pattern("", "{title}\n{names}\nAbstract: {wrapped}\n", fewest=2),
        Pattern("", "Title: {title}\nAuthors: {names}\nAbstract: {wrapped}\n", fewest=2),
        Pattern("Patents\n", "EP 9000{count} A1\n{title}\nAbstract: {wrapped}\n", fewest=2),
        Pattern("Talks\n", "{title}\nSpeaker: {name}\nAbstract: {wrapped}\nRoom {digit}\n", fewest=2),
    ),
    "abstracts under citations": (
        Pattern(
            "", "{position}. {names}. {title}. {place} J. {year};{digit}:{count}.\nAbstract: {paragraph}\n", fewest=2
        ),
        Pattern("Results\n", "{names} ({year}). {title}. {place} Press.\nAbstract: {paragraph}\n", fewest=2),
        Pattern("Contents\n", "{position}. {title}\nAbstract: {paragraph}\n", fewest=2),
    ),
    "listings of identifiers": (
        Pattern(
            "Total of {count} entries\n",
            "[{position}] {year}.{count}\nTitle: {title}\nAuthors: {names}\n{digit} pages\nSubjects: {Noun}\n",
        ),
        Pattern("", "{title}\n{names} - {place} Journal, {year}\n{teaser} ...\nCited by {count}\nRelated articles\n"),
        Pattern("", "{title}\n{names}\n{place} Letters · {year}\nTLDR {sentence}\n{count} citations\nSave\n"),
    ),
    "reviews with scores": (
        Pattern(
            "The Back Row\n",
            "{title}\nTotal Score\n\n{count}\n\n{same title}\n\n{name}\n\n{paragraph}\n\nRead more\n",
        ),
        Pattern(
            "The Back Row\n",
            "{title}\nTotal Score\n\n{count}\n\n{same title}\n\n{name}\n\n{paragraph}\n\n{day} {month} {year}\n",
        ),
        Pattern("Films\n", "{title}\nTotal Score\n\n{digit}/10\n\n{paragraph}\n\n{slashed date}\n"),
        Pattern("Films\n", "{title} ★★★☆☆\n{name}\n\n{paragraph}\n\nRead more\n\n{slashed date}\n"),
        Pattern("AI Papers\n", "{title}\n\n{paragraph}\n\nRead more\n\n{slashed date}\n"),
        Pattern("AI Papers\n", "{title}\n\n{names}\n\n{paragraph}\n\n{slashed date}\n"),
    ),
    "scores of games": (
        Pattern("Results\n", "{place} {digit} : {digit} {place}\nTotal Score {count}\n"),
        Pattern("Finals\n", "Total Score\n{count}\n{place}\n{place}\n{teaser}\n{slashed date}\n"),
        Pattern("High scores\n", "{position}\n{name}\nTotal Score\n{count}\n"),
    ),
    "blog lists": (
        Pattern("The Reading Room\n", "{title}\n\n{paragraph}\n\n{name}\n·\n{short date}\n"),
        Pattern("Stories\n", "{title}\n\n{teaser}\n\n{digit} min read\n·\n{short date}\n"),
        Pattern("Notes\n", "{title}\n{paragraph}\n· {short date}\n"),
        Pattern("Notes\n", "{title}\n{paragraph}\n{name} · {long date} · {count} comments\n"),
        Pattern("", "{title}\n{paragraph}\n  • {digit} comments\n·\n{long date}\n"),
        Pattern("Latest\n", "{long date}\n·\n{name}\n{title}\n{paragraph}\nRead more\n"),
    ),
    "posts": (
        Pattern("Home\n", "{name}\n@{handle}\n·\n{short date}\n{teaser}\n{count}\n{digit}\n{many}\n"),
        Pattern("", "{name}\n{long date}\n{teaser}\n"),
    ),
    "news lists": (
        Pattern("The {place} Courier\n", "{title}\n{teaser}\n{long date}\n"),
        Pattern("News\n", "{slashed date}\n{title}\n{paragraph}\nRead more\n"),
        Pattern("News\n", "{title}\n{names}\n{teaser}\nRead more\n{slashed date}\n"),
        Pattern("Browse our stories\n", "{title}\n{names}\n{paragraph}\nRead more\n{slashed date}\n{count}\n"),
        Pattern("All AI papers\n", "{count}\n{title}\n{names}\n{paragraph}\nRead more\n{slashed date}\n"),
        Pattern("", "{place}, {short date}. {paragraph}\n"),
        Pattern(
            "Top stories\n", "{position}. {title} ({place}.example)\n{count} points by {handle} | {count} comments\n"
        ),
    ),
    "forum threads": (
        Pattern("{title}\n", "{handle}\n{long date}\n{paragraph}\n{count} points\n{digit} comments\nReply\n"),
        Pattern(
            "Newest questions\n", "{digit} votes\n{digit} answers\n{title}\n{teaser}\nasked {long date} by {handle}\n"
        ),
        Pattern("", "{count}\n{title}\n{teaser}\n{long date}\n{digit} comments\nShare\n"),
    ),
    "software lists": (
        Pattern("Models\n", "{noun}/{noun}-{digit}b\n{Noun}\n•\nUpdated {short date}\n•\n{many}\n•\n{count}\n"),
        Pattern("Trending\n", "{noun} / {noun}\n{teaser}\nPython\n{many}\n{count}\nBuilt by\n{count} stars today\n"),
        Pattern("Packages\n", "{noun} {digit}.{digit}.{digit}\n{long date}\n{sentence}\n"),
        Pattern("Releases\n", "{noun} {digit}.{digit}\n{paragraph}\n  • {digit} contributors\n·\n{long date}\n"),
    ),
    "video lists": (Pattern("", "{title}\n{name}\n{many} views\n·\n{digit} months ago\n{teaser}\n"),),
    "shop listings": (
        Pattern("{count} products\n", "{Adjective} {Noun}\n{price} €\n{teaser}\n★★★★☆ ({count})\nAdd to cart\n"),
        Pattern("", "{Noun}, {adjective}\n{paragraph}\n{price}\nRead more\n{slashed date}\n"),
    ),
    "job lists": (
        Pattern("Open positions\n", "{title}\n{place} University\n{paragraph}\nFull time\nApply by {long date}\n"),
        Pattern("Jobs\n", "{Adjective} {Noun} (f/m/d)\n{place} · {price} k\nPosted {short date}\nLearn more\n"),
    ),
    "recipes": (
        Pattern(
            "",
            "{Adjective} {Noun}\n\nServes {digit}\n\n{count} g {noun}\n{digit} {noun}s\n\n1. {sentence}\n2. {teaser}\n",
        ),
        Pattern("Kitchen notes\n", "{title}\n{digit} min\n·\n{short date}\n{paragraph}\n"),
    ),
    "event lists": (
        Pattern("What is on\n", "{short date}\n{title}\n{place}, {time}\n{teaser}\n"),
        Pattern("", "{weekday} {day} {month}\n{title}\n{paragraph}\nBook now\n"),
        Pattern("", "{title}\n{paragraph}\n{place} hall\n·\n{short date}\n"),
    ),
    "conference programmes": (
        Pattern("Programme\n", "{time}\n{title}\n{names}\n"),
        Pattern("Day {digit}\n", "{time} {title}\n{names}\n{paragraph}\n"),
        Pattern("Seminar\n", "{weekday} {time}\n{name}, {place}\n{title}\nAbstract\n{paragraph}\n"),
    ),
    "playlists": (
        Pattern("", "{position}. {title} - {name} {digit}:{day}"),
        Pattern("", "{title}\n{names}\n{digit}:{day}\n"),
        Pattern("#EXTM3U", "#EXTINF:{count},{name} - {title}\n{noun}/{position}.mp3"),
    ),
    "changelogs": (
        Pattern(
            "# Changelog\n", "## {digit}.{digit}.{digit} - {numeric date}\n\n### Fixed\n\n- {sentence}\n- {sentence}\n"
        ),
        Pattern("Release notes\n", "Version {digit}.{digit}\n{long date}\n  • {digit} new {noun}s\n·\n{paragraph}\n"),
        Pattern(
            "",
            "commit {count}{count}{count}\nAuthor: {name}\nDate:   {weekday} {short date} {year}\n\n    {sentence}\n",
        ),
    ),
    "aligned tables": (
        Pattern("NAME          PLACE          YEAR  LEVEL\n", "{noun:<14}{place:<15}{year}  {price:>6}"),
        Pattern("{noun} | {noun}\n------+------", "{count:<5} | {price:>5}"),
        Pattern("", "{weekday} {day:>2}  {time} {price}  {time} {price}"),
    ),
    "separated values": (
        Pattern("title,authors,score,published", '"{title}","{names}",{count},{slashed date}'),
        Pattern("title\tabstract\tauthors", "{title}\t{paragraph}\t{names}"),
        Pattern("abstract;year", '"Abstract: {paragraph}";{year}'),
    ),
    "markdown tables": (
        Pattern("| title | authors | date |\n| --- | --- | --- |", "| {title} | {names} | {long date} |"),
        Pattern("| abstract | score |\n| :-- | --: |", "| Abstract: {paragraph} | {count} |"),
    ),
    "source code": (
        Pattern(
            "import {noun}\n",
            'def {verb}_{noun}(count: int) -> int:\n    """{sentence}"""\n    return count * {digit}\n',
        ),
        Pattern(
            "#include <stdio.h>\n", "/* {teaser} */\nstatic int {noun}_{count}(void) {{\n    return {digit};\n}}\n"
        ),
        Pattern("#!/bin/sh\nset -e\n", '# {sentence}\nif [ "${noun}" -gt {digit} ]; then\n    echo "{phrase}"\nfi\n'),
        Pattern("[{noun}]", "# {sentence}\n{noun}_{position} = {count}"),
    ),
    "data formats": (
        Pattern("", '{{"title": "{title}", "abstract": "{paragraph}", "authors": ["{name}"], "score": {count}}}'),
        Pattern("papers:", "  - title: {title}\n    authors: {names}\n    abstract: {paragraph}\n    score: {count}"),
        Pattern("<ul>", "<li><h3>{title}</h3>\n<p>{names}</p>\n<p>Abstract: {paragraph}</p></li>"),
        Pattern("", "title = {title}\nabstract = {paragraph}\nvia = {name}\n"),
    ),
    "mail": (
        Pattern(
            "From: {name} <{handle}@example.org>\nTo: {name}\nDate: {day} {month} {year}\nSubject: {title}\n",
            "{paragraph}\n",
        ),
        Pattern(
            "Subject: Re: abstract\n",
            "On {long date}, {name} wrote:\n> {sentence}\n> Abstract: {sentence}\n\n{teaser}\n",
        ),
        Pattern(
            "Today's Topics:\n\n   1. {title} ({name})\n",
            "--------------------\n\nMessage: {position}\nFrom: {name}\nSubject: {title}\n\n{paragraphs}\n",
        ),
        Pattern(
            "", "\\\\\nTitle: {title}\nAuthors: {names}\nCategories: {noun}\n\\\\\n  {paragraph}\n\\\\ ({position})\n"
        ),
    ),
    "bibtex": (
        Pattern(
            "",
            "@article{{{noun}{year},\n  author = {{{names}}},\n  title = {{{title}}},\n"
            "  abstract = {{{paragraph}}},\n  year = {{{year}}}\n}}\n",
        ),
    ),
    "tagged references": (
        Pattern("", "TY  - JOUR\nAU  - {name}\nTI  - {title}\nPY  - {year}\nAB  - {paragraph}\nER  - \n"),
        Pattern("", "%0 Journal Article\n%A {name}\n%T {title}\n%D {year}\n%X {paragraph}\n"),
        Pattern("", "PMID- {count}\nTI  - {title}\nAB  - {paragraph}\nFAU - {name}\nDP  - {year} {month}\n"),
    ),
    "markdown references": (
        Pattern("# Awesome {Noun}\n", "- [{title}](https://example.org/{position}), {names}, {year}. {sentence}"),
        Pattern("## Reading list\n", "### {title}\n\n*{names}*, {year}\n\n> {paragraph}\n"),
        Pattern("# Papers\n", "* **{title}**\n  {names}\n  <details><summary>Abstract</summary>{paragraph}</details>"),
    ),
    "plain references": (
        Pattern("References\n", "[{position}] {names}. {title}. {place} Notes, {digit}:{count}, {year}."),
        Pattern("References\n", "{names} ({year}). {title}. {place} Press."),
        Pattern("Further reading\n", "{title}\n{names}. {place} Notes {digit}, {year}.\n{paragraph}\n"),
    ),
    "names": (
        Pattern("Members\n", "{name}"),
        Pattern("Teams\n", "{names}"),
        Pattern("Staff\n", "{name}\n{Adjective} {noun}\n{handle}@example.org\n{teaser}\n"),
    ),
    "titles": (Pattern("", "{title}"), Pattern("Contents\n", "{position}  {title} .... {count}")),
    "questions and answers": (
        Pattern("Frequently asked questions\n", "Why is the {noun} {adjective}?\n\n{paragraph}\n"),
        Pattern("Help\n\nSubscribe\n", "{Noun}\n\n{teaser}\n"),
    ),
    "glossaries": (
        Pattern("Glossary\n", "{Noun}\n{teaser}\n"),
        Pattern("", "{noun} (noun)\n{sentence}\nSee also: {noun}, {noun}\n"),
        Pattern("", "{Noun}: {paragraph}"),
    ),
    "laws and contracts": (
        Pattern("{place} Act of {year}\n", "§ {position}. {Noun}\n(1) {paragraph}\n(2) {sentence}\n"),
        Pattern("TERMS\n", "{position}.{digit} {paragraph}\n"),
    ),
    "minutes": (
        Pattern("Present: {names}\n", "{position}. {title}\n{name} reported. {teaser}\nAction: {name}, {short date}\n"),
    ),
    "manuals": (
        Pattern("{Noun}, model {digit}\n\nContents\n", "{position}. {Noun}\n\n{teaser}\n\n• {phrase}\n• {phrase}\n"),
        Pattern("NAME\n    {noun}\n", "    --{noun}-{adjective}\n        {teaser}\n"),
        Pattern("Summary\n\n{paragraph}\n\nMethods\n", "{position}. {sentence}"),
    ),
    "logs": (
        Pattern("", "{numeric date} {time}:01 INFO {noun}.{noun}: {sentence}"),
        Pattern("", "{month} {day} {time}:07 {noun} {noun}[{count}]: {phrase}"),
        Pattern("", "{noun}/{noun}.py:{count}: error: {phrase}"),
    ),
    "chats": (Pattern("#{noun}\n", "[{time}] {handle}: {sentence}"), Pattern("", "{name}\n{time}\n{teaser}\n")),
    "numbers and dates": (
        Pattern("", "{count}"),
        Pattern("", "{count}\n·\n{short date}"),
        Pattern("", "{slashed date}\n{price}\n{many}\nPage {digit} of {count}"),
    ),
    "weather": (Pattern("{place}\n", "{weekday}\n{short date}\n{digit}° / {digit}°\n{sentence}\n"),),
    "menus of sites": (
        Pattern("", "Home\nPapers\nLog in\n{Noun}\n{Noun}\n·\nRead more"),
        Pattern("Subscribe", "{Noun} | {Noun}"),
    ),
}
