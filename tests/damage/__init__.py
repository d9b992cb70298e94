"""Ways in which Chinese office text gets damaged, as functions from clean text to damaged text.

Every class of damage that `assistant.text.repair` knows is here, written from the bytes up and without a look at the
repairer's own tables, so that tests and benchmarks measure it against something independent.
"""
