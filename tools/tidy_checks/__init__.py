"""The checks behind tools/tidy.py: each module looks at one kind of thing, none changes a file."""
