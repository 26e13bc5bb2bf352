"""How a speech, or a passage of it, is cited: in every form that a paper, a report or a program for references wants."""
