package io.github.customeriospring;

import org.jspecify.annotations.Nullable;

/**
 * One error as Customer.io names it. Its texts are masked: they hold no e-mail address
 * and no phone number.
 *
 * @param reason a short code such as {@code invalid}, or {@code null}
 * @param field the field it is about, or {@code null}
 * @param message what is wrong, empty if not said
 * @param batchIndex which item of a batch, from 0, or {@code null}
 * @since 0.1.0
 */
public record CustomerIoError(@Nullable String reason, @Nullable String field, String message,
		@Nullable Integer batchIndex) {

	public CustomerIoError {
		reason = (reason != null) ? PersonalData.mask(reason) : null;
		field = (field != null) ? PersonalData.mask(field) : null;
		message = PersonalData.mask(message);
	}

	/**
	 * Create an error of which only the text is known.
	 * @param message what is wrong
	 * @return the error
	 */
	public static CustomerIoError of(String message) {
		return new CustomerIoError(null, null, message, null);
	}

	@Override
	public String toString() {
		String said = (this.message.isEmpty() && this.reason != null) ? this.reason : this.message;
		return (this.field != null) ? this.field + ": " + said : said;
	}

}
