package io.github.customeriospring.layer;

/**
 * Whether calls reach Customer.io. In every mode all beans are there and input is checked
 * alike.
 *
 * @since 0.1.0
 */
public enum CustomerIoMode {

	/**
	 * Send to Customer.io.
	 */
	LIVE,

	/**
	 * Send nothing: log each operation, without personal data, and accept it.
	 */
	LOG,

	/**
	 * Send nothing: accept silently.
	 */
	OFF;

	/**
	 * Return whether anything is sent.
	 * @return whether it is
	 */
	public boolean isLive() {
		return this == LIVE;
	}

}
