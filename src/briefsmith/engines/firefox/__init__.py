"""Mozilla's translation models as Firefox runs them: students with an SSRU decoder, in numpy."""
