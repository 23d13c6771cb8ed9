package io.github.customeriospring.simulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * From where a test knows what Customer.io does.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.SOURCE)
public @interface Source {

	/**
	 * How far to trust it.
	 */
	Kind kind();

	/**
	 * Where it was read, and when.
	 */
	String value();

	/**
	 * The kinds of sources.
	 */
	enum Kind {

		/** The vendor's OpenAPI files or documentation. */
		SPECIFICATION,

		/** The vendor's own libraries. */
		SDK,

		/** Answers of the live service that somebody wrote down. */
		RECORDED,

		/** Others who send it in production. */
		PRODUCTION

	}

}
