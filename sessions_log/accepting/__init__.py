"""A therapist goes through an intake: what the client says beside what is on record, and what of it is taken."""
