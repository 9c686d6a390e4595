"""The rooms of the house: one folder for each thing that people come to do."""
