package io.github.customeriospring.app;

import io.github.customeriospring.operation.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers of a person in a response.
 *
 * @param id the id that you assigned, or {@code null} if there is none
 * @param email the e-mail address, or {@code null} if there is none
 * @param cioId the id that Customer.io assigned; {@code null} in old data only
 * @since 0.1.0
 */
public record PersonIdentifiers(@Nullable String id, @Nullable String email, @Nullable String cioId) {

	/** Customer.io may send an empty string for a missing identifier. */
	public PersonIdentifiers {
		id = orNull(id);
		email = orNull(email);
		cioId = orNull(cioId);
	}

	private static @Nullable String orNull(@Nullable String value) {
		return (value == null || value.isEmpty()) ? null : value;
	}

	/**
	 * Return one of the identifiers, for use in another call.
	 * @return the {@code cio_id} if there is one, otherwise the id, otherwise the e-mail
	 * address
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
		throw new IllegalStateException("The person has no identifier");
	}

	/**
	 * Describe the person without their identifiers, which are personal data.
	 */
	@Override
	public String toString() {
		return "a person";
	}

}
