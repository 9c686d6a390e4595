"""A mediator's own notes of single talks; nobody else reads them, whatever their office."""
