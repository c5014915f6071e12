package table

func (s *search) full() ([]int, error) { return nil, ErrAlgorithm }
