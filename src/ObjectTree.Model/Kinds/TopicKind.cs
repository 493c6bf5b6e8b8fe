namespace ObjectTree.Model.Kinds;

/// <summary>The kinds of topics, numbered as on the wire. Numbers are never reused.</summary>
public enum TopicKind
{
    /// <summary>No kind; never on the wire.</summary>
    None = 0,

    /// <summary>Text: <see cref="StringTopic"/>.</summary>
    String = 1,

    /// <summary>An integer: <see cref="IntTopic"/>.</summary>
    Int = 2,

    /// <summary>A floating-point number: <see cref="FloatTopic"/>.</summary>
    Float = 3,

    /// <summary>A bool: <see cref="BoolTopic"/>.</summary>
    Bool = 4,

    /// <summary>A single value of any type: <see cref="ValueTopic{T}"/>.</summary>
    Value = 5,

    /// <summary>An object of the tree, or none: <see cref="RefTopic{T}"/>.</summary>
    Reference = 6,

    /// <summary>Ordered items: <see cref="ListTopic{T}"/>.</summary>
    List = 7,

    /// <summary>Unique items: <see cref="SetTopic{T}"/>.</summary>
    Set = 8,

    /// <summary>Entries by text key: <see cref="DictTopic{T}"/>.</summary>
    Dict = 9,

    /// <summary>Something that happens: <see cref="EventTopic{T}"/>.</summary>
    Event = 10,
}
