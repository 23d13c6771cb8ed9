package io.github.customeriospring.operation;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Identifies an object, such as an account or a course: by its type and its own id, or by
 * the id that Customer.io assigned.
 *
 * @param typeId the id of the object type, up to 150 bytes of UTF-8
 * @param objectId the id of the object, up to 150 bytes of UTF-8
 * @param cioObjectId the {@code cio_object_id}, instead of the other two; the ids that
 * are not used are {@code null}
 * @since 0.1.0
 */
public record ObjectIdentifier(@Nullable String typeId, @Nullable String objectId, @Nullable String cioObjectId) {

	private static final int MAX_BYTES = 150;

	public ObjectIdentifier {
		if (cioObjectId != null) {
			Assert.isTrue(typeId == null && objectId == null,
					"'cioObjectId' must not be combined with 'typeId' or 'objectId'");
			TextRules.checkIdentifier("'cioObjectId'", cioObjectId, MAX_BYTES);
		}
		else {
			TextRules.checkIdentifier("'typeId'", typeId, MAX_BYTES);
			TextRules.checkIdentifier("'objectId'", objectId, MAX_BYTES);
		}
	}

	/**
	 * Identify an object by the ids that you assigned.
	 * @param typeId the id of the object type
	 * @param objectId the id of the object
	 */
	public ObjectIdentifier(String typeId, String objectId) {
		this(typeId, objectId, null);
	}

	/**
	 * Identify an existing object by the id that Customer.io assigned.
	 * @param cioObjectId the {@code cio_object_id}
	 * @return the identifier
	 */
	public static ObjectIdentifier cioId(String cioObjectId) {
		Assert.notNull(cioObjectId, "'cioObjectId' must not be null");
		return new ObjectIdentifier(null, null, cioObjectId);
	}

	/** The key by which the queue keeps the order of this object's operations. */
	String key() {
		return (this.cioObjectId != null) ? "cio_object_id:" + this.cioObjectId
				: "object:" + this.typeId + ":" + this.objectId;
	}

	void putTo(ObjectNode identifiers) {
		if (this.cioObjectId != null) {
			identifiers.put("cio_object_id", this.cioObjectId);
		}
		else {
			identifiers.put("object_type_id", this.typeId).put("object_id", this.objectId);
		}
	}

	/**
	 * Describe the identifier without the object's id, which may be personal data.
	 */
	@Override
	public String toString() {
		return (this.cioObjectId != null) ? "object" : "object of type " + this.typeId;
	}

}
