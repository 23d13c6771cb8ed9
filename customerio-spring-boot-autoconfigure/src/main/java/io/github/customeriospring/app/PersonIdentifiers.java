package io.github.customeriospring.app;

import io.github.customeriospring.operation.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * Names a person in an answer.
 *
 * @param id the id that you gave, or {@code null} if there is none
 * @param email the e-mail address, or {@code null} if there is none
 * @param cioId the id that Customer.io gave; {@code null} in old answers only
 * @since 0.1.0
 */
public record PersonIdentifiers(@Nullable String id, @Nullable String email, @Nullable String cioId) {

	/** Customer.io may answer an empty text for what there is not. */
	public PersonIdentifiers {
		id = orNull(id);
		email = orNull(email);
		cioId = orNull(cioId);
	}

	private static @Nullable String orNull(@Nullable String value) {
		return (value == null || value.isEmpty()) ? null : value;
	}

	/**
	 * Return one of these, to name the person in another call.
	 * @return the {@code cio_id}, else the id, else the e-mail address
	 * @throws IllegalStateException if there is none
	 */
	public Identifier toIdentifier() {
		if (this.cioId != null) {
			return Identifier.cioId(this.cioId);
		}
		if (this.id != null) {
			return Identifier.id(this.id);
		}
		if (this.email != null) {
			return Identifier.email(this.email);
		}
		throw new IllegalStateException("A person without identifiers");
	}

	/**
	 * Describe the person without the identifiers, which are personal data.
	 */
	@Override
	public String toString() {
		return "a person";
	}

}
