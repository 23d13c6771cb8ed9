package io.github.customeriospring;

/**
 * Names one object (an account, a course, …).
 *
 * @param typeId the id of the object type, up to 150 bytes of UTF-8
 * @param objectId the id of the object, up to 150 bytes of UTF-8
 * @since 0.1.0
 */
public record ObjectIdentifier(String typeId, String objectId) {

	private static final int MAX_BYTES = 150;

	public ObjectIdentifier {
		Text.check("'typeId'", typeId, MAX_BYTES);
		Text.check("'objectId'", objectId, MAX_BYTES);
	}

	@Override
	public String toString() {
		return "object of type " + this.typeId;
	}

}
