"""The product's own look: colours, faces and components that every web surface shares."""
