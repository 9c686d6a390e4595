"""The register of mediators' trainings."""
