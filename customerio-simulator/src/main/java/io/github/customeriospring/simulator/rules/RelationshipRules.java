package io.github.customeriospring.simulator.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Validates relationships, by their target.
 */
enum RelationshipRules {

	/**
	 * From a person to an object.
	 */
	OBJECT {

		@Override
		boolean isIdentified(Map<?, ?> identifiers) {
			return identifiers.keySet().equals(Set.of("cio_object_id")) ? isText(identifiers.get("cio_object_id"))
					: identifiers.keySet().equals(Set.of("object_type_id", "object_id"))
							&& isText(identifiers.get("object_type_id")) && isText(identifiers.get("object_id"));
		}

	},

	/**
	 * From an object to a person, who cannot be identified by phone here.
	 */
	PERSON {

		@Override
		boolean isIdentified(Map<?, ?> identifiers) {
			return isOnly(identifiers, Set.of("id", "email", "cio_id"));
		}

	},

	/**
	 * From an object to an anonymous visitor.
	 */
	VISITOR {

		@Override
		boolean isIdentified(Map<?, ?> identifiers) {
			return isOnly(identifiers, Set.of("anonymous_id"));
		}

	};

	void check(List<?> relationships, List<ItemError> errors) {
		for (int i = 0; i < relationships.size(); i++) {
			String field = "cio_relationships[" + i + "]";
			if (!(relationships.get(i) instanceof Map<?, ?> relationship)
					|| !(relationship.get("identifiers") instanceof Map<?, ?> identifiers)) {
				errors.add(ItemError.required(field + ".identifiers"));
				continue;
			}
			if (!isIdentified(identifiers)) {
				errors.add(ItemError.invalid(field + ".identifiers", "identifiers are not supported"));
			}
			Object attributes = relationship.get("relationship_attributes");
			if (attributes != null && !(attributes instanceof Map)) {
				errors.add(ItemError.invalid(field + ".relationship_attributes",
						"relationship_attributes must be an object"));
			}
		}
	}

	abstract boolean isIdentified(Map<?, ?> identifiers);

	private static boolean isOnly(Map<?, ?> identifiers, Set<String> types) {
		return identifiers.size() == 1 && types.containsAll(identifiers.keySet())
				&& isText(identifiers.values().iterator().next());
	}

	private static boolean isText(@Nullable Object value) {
		return (value instanceof String text) ? !text.isEmpty() && !Limits.isLonger(text, Limits.ID_BYTES)
				: value instanceof Integer || value instanceof Long;
	}

}
