"""Finding where a report contradicts itself or the ledgers, in our own drafts and in papers written elsewhere."""
