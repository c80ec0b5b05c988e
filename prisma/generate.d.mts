// It is imported for what it does.
export {}
