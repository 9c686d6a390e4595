"""Help inside the program: two manuals, a tour of five pages, the words explained."""
