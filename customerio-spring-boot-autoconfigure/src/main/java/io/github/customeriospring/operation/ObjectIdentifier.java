package io.github.customeriospring.operation;

import io.github.customeriospring.text.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Names one object (an account, a course, …): by the ids of its type and its own, or by
 * the id that Customer.io gave it.
 *
 * @param typeId the id of the object type, up to 150 bytes of UTF-8
 * @param objectId the id of the object, up to 150 bytes of UTF-8
 * @param cioObjectId the {@code cio_object_id}, {@code null} beside the other two, which
 * are {@code null} beside it
 * @since 0.1.0
 */
public record ObjectIdentifier(@Nullable String typeId, @Nullable String objectId, @Nullable String cioObjectId) {

	private static final int MAX_BYTES = 150;

	public ObjectIdentifier {
		if (cioObjectId != null) {
			Assert.isTrue(typeId == null && objectId == null, "'cioObjectId' must stand alone");
			Text.checkIdentifier("'cioObjectId'", cioObjectId, MAX_BYTES);
		}
		else {
			Text.checkIdentifier("'typeId'", typeId, MAX_BYTES);
			Text.checkIdentifier("'objectId'", objectId, MAX_BYTES);
		}
	}

	/**
	 * Name an object by the ids that you gave.
	 * @param typeId the id of the object type
	 * @param objectId the id of the object
	 */
	public ObjectIdentifier(String typeId, String objectId) {
		this(typeId, objectId, null);
	}

	/**
	 * Name an object that is there by the id that Customer.io gave it.
	 * @param cioObjectId the {@code cio_object_id}
	 * @return the identifier
	 */
	public static ObjectIdentifier cioId(String cioObjectId) {
		Assert.notNull(cioObjectId, "'cioObjectId' must not be null");
		return new ObjectIdentifier(null, null, cioObjectId);
	}

	/** By this the queue knows the object. */
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
	 * Describe the identifier without the id, which may be personal data.
	 */
	@Override
	public String toString() {
		return (this.cioObjectId != null) ? "object" : "object of type " + this.typeId;
	}

}
