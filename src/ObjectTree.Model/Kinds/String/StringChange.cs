namespace ObjectTree;

/// <summary>Text changed.</summary>
/// <param name="Old">The text before.</param>
/// <param name="New">The text now.</param>
/// <param name="Edit">The part that was edited; null when the whole text was replaced.</param>
public sealed record StringChange(string Old, string New, StringEdit? Edit) : TopicChange;
