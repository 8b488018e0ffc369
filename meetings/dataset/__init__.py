"""Loading the dataset of data/ into the database, through the editors' actions."""
