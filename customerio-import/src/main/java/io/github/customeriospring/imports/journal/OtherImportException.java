package io.github.customeriospring.imports.journal;

/**
 * There is a checkpoint, but of another import that was not finished.
 */
public class OtherImportException extends RuntimeException {

	OtherImportException(String checkpoint, boolean sameMeaning) {
		super("The checkpoint " + checkpoint + " belongs to an unfinished import "
				+ (sameMeaning ? "of another version of the file" : "with other options or to another workspace")
				+ ": --no-resume starts anew, --checkpoint names another one");
	}

}
