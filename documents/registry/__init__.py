"""What agencies and regions there are (机构名录): its rows, and which row a name means."""
