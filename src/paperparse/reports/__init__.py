"""The reports of `paperparse validate`: one module each, with a function `iter_report`.

    iter_report(results, fail_on) -> Iterator[str]

`results` yields a `FileResult` for each file as it is checked; the pieces of the report are given out as soon as they
are known. `fail_on` is the severity from which on a finding makes a file fail.
"""
