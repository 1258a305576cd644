"""The words the phrasebook knows before any tool is declared, one list a file, English only."""
