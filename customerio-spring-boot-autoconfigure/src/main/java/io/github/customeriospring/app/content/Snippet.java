package io.github.customeriospring.app.content;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A piece of text that messages can use.
 *
 * @param name the name that messages use
 * @param value the text, which may contain Liquid
 * @param updatedAt when it was last changed, or {@code null} if unknown
 * @since 0.1.0
 */
public record Snippet(String name, String value, @Nullable Instant updatedAt) {

	/**
	 * Describe the snippet without its text.
	 */
	@Override
	public String toString() {
		return "snippet " + this.name;
	}

}
