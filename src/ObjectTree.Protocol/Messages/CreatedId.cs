namespace ObjectTree.Protocol.Messages;

/// <summary>An object that an action created.</summary>
/// <param name="Local">The negative id that the client gave it.</param>
/// <param name="Id">Its id in the tree.</param>
public readonly record struct CreatedId(long Local, long Id);
