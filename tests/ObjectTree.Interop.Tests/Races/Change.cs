namespace ObjectTree.Interop.Tests.Races;

/// <summary>What a racer is told to do.</summary>
/// <param name="What">Its name, the same for clients of both kinds.</param>
/// <param name="Arguments">Ids, texts and numbers.</param>
internal sealed record Change(string What, params object?[] Arguments)
{
    public static Change Text(SObject target, string text) => new("text", target.Id, text);

    public static Change Mood(SObject target, string mood) => new("mood", target.Id, mood);

    public static Change Put(SObject target, string key, long value) => new("put", target.Id, key, value);

    public static Change Remove(SObject target, string key) => new("remove", target.Id, key);

    public static Change Create(SObject parent, string key) => new("create", parent.Id, key);

    public static Change Move(SObject target, SObject parent, int index = 0) => new("move", target.Id, parent.Id, index);

    public static Change Destroy(SObject target) => new("destroy", target.Id);

    public static Change Undo() => new("undo");
}
