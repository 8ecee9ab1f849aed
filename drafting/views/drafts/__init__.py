"""The screens of one draft: contents page, six stages, the paper, earlier texts."""
